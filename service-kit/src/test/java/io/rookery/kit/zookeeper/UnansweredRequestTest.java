package io.rookery.kit.zookeeper;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.cloud.zookeeper.ZookeeperProperties;

class UnansweredRequestTest {

    private static final int SESSION_MILLIS = 60_000;
    private static final int PING = -2;

    @Test
    @Timeout(120)
    void waitsForNoAnswerForEver() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                CuratorFramework client = client(server.getLocalPort())) {
            Thread.ofVirtual().start(() -> serve(server));
            client.start();

            assertThatThrownBy(() -> client.setData().forPath("/any", new byte[0]))
                    .isInstanceOf(KeeperException.class);
        }
    }

    private static CuratorFramework client(int port) {
        ZookeeperProperties properties = new ZookeeperProperties();
        properties.setConnectString("127.0.0.1:" + port);
        properties.setSessionTimeout(Duration.ofMillis(SESSION_MILLIS));
        properties.setConnectionTimeout(Duration.ofSeconds(10));
        return new ZooKeeperClientAutoConfiguration()
                .curatorFramework("any", properties, new ZooKeeperSettings("", ""));
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> keepSession(client));
            } catch (IOException e) {
                return; // the test has ended
            }
        }
    }

    /** Gives the client a session and answers its pings, but nothing else. */
    private static void keepSession(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            in.readNBytes(in.readInt());
            ByteBuffer session = ByteBuffer.allocate(37);
            session.putInt(0).putInt(SESSION_MILLIS).putLong(1).putInt(16).put(new byte[17]);
            answer(out, session);
            while (true) {
                ByteBuffer request = ByteBuffer.wrap(in.readNBytes(in.readInt()));
                request.getInt();
                if (request.getInt() == OpCode.ping) {
                    ByteBuffer alive = ByteBuffer.allocate(16);
                    answer(out, alive.putInt(PING).putLong(1).putInt(0));
                }
            }
        } catch (IOException e) {
            // The client has left.
        }
    }

    private static void answer(DataOutputStream out, ByteBuffer answer) throws IOException {
        byte[] bytes = new byte[answer.capacity()];
        answer.rewind().get(bytes);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }
}
