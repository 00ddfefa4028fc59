package io.rookery.acceptance.misuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.zookeeper.ZooDefs.Ids.CREATOR_ALL_ACL;
import static org.apache.zookeeper.ZooDefs.Ids.OPEN_ACL_UNSAFE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.acceptance.platform.LaunchedPlatform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.launcher.secret.Secrets;
import io.rookery.launcher.zookeeper.ZooKeeperConnection;
import io.rookery.launcher.zookeeper.ZooKeeperLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the access control of ZooKeeper in a running platform. */
@Tag(PlatformExtension.LAPTOP)
@ExtendWith(PlatformExtension.class)
class ZooKeeperAccessIT {

    private static final Duration SESSION = Duration.ofSeconds(10);

    /**
     * Rights of each client on each node, with the letters of {@link NodeRights#of}. A star stands
     * for any name.
     */
    private static final String TABLE =
            """
            path                                gateway user-service feed-service storage-service patroni
            /                                   -       -            -            cra             -
            /zookeeper                          -       -            -            ra              -
            /zookeeper/config                   r       r            r            r               r
            /zookeeper/quota                    -       -            -            ra              -
            /rookery                            -       -            -            cra             -
            /rookery/services                   -       -            -            cra             -
            /rookery/services/gateway           cr      -            -            ra              -
            /rookery/services/gateway/*         rd      -            -            r               -
            /rookery/services/user-service      r       cr           r            ra              -
            /rookery/services/user-service/*    r       rd           r            r               -
            /rookery/services/feed-service      r       r            cr           ra              -
            /rookery/services/feed-service/*    r       r            rd           r               -
            /rookery/services/storage-service   -       -            -            cra             -
            /rookery/services/storage-service/* -       -            -            rd              -
            /rookery/schema                     -       -            -            cra             -
            /rookery/schema/user-service        -       cr           -            ra              -
            /rookery/schema/user-service/*      -       rw           -            r               -
            /rookery/schema/feed-service        -       -            cr           ra              -
            /rookery/schema/feed-service/*      -       -            rw           r               -
            /rookery/schema/storage-service     -       -            -            cra             -
            /rookery/schema/storage-service/*   -       -            -            rw              -
            /rookery/shard-map                  -       r            r            rwa             -
            /rookery/moves                      -       -            -            crwa            -
            /rookery/storage-leader             -       -            -            crwa            -
            /rookery/storage-leader/*           -       -            -            rwda            -
            /rookery/patroni                    -       -            -            -               crwa
            /rookery/patroni/*                  -       -            -            -               crwda
            /rookery/patroni/*/*                -       -            -            -               crwda
            """;

    private final LaunchedPlatform platform;
    private final Secrets secrets;

    ZooKeeperAccessIT(LaunchedPlatform platform) throws IOException {
        this.platform = platform;
        this.secrets = Secrets.open(platform.cluster().directory().resolve("secrets"));
    }

    @Test
    void eachMayDoWithEveryNodeWhatTheTableSaysAndNothingElse() throws Exception {
        List<String> lines = TABLE.lines().toList();
        List<String> names = cells(lines.getFirst()).subList(1, cells(lines.getFirst()).size());
        TreeSet<String> unseen = new TreeSet<>();
        lines.stream().skip(1).forEach(line -> unseen.add(cells(line).getFirst()));
        List<String> found = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        keepSomethingAsPatroni();
        List<String> paths = everyPath();
        List<List<String>> rights = new ArrayList<>();
        for (String name : names) {
            rights.add(rightsOf(name, paths));
        }
        for (int i = 0; i < paths.size(); i++) {
            int path = i;
            List<String> row = rowOf(paths.get(path), lines);
            unseen.remove(row.getFirst());
            expected.add(paths.get(path) + ' ' + row.subList(1, row.size()));
            found.add(paths.get(path) + ' ' + rights.stream().map(all -> all.get(path)).toList());
        }

        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(unseen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/rookery",
                "/rookery/services",
                "/rookery/services/user-service",
                "/rookery/shard-map",
                "/rookery/patroni"
            })
    void aStrangerFindsOutNothing(String path) throws Exception {
        try (ZooKeeperConnection stranger = connectAsNobody()) {
            assertThatThrownBy(() -> stranger.client().getData(path, false, null))
                    .isInstanceOf(KeeperException.class);
        }
        try (ZooKeeperConnection stranger = connectAsNobody()) {
            assertThatThrownBy(() -> stranger.client().getChildren(path, false))
                    .isInstanceOf(KeeperException.class);
        }
    }

    @Test
    void aStrangerNeitherRegistersAnInstanceNorChangesTheShardMap() throws Exception {
        try (ZooKeeperConnection admin = connect("admin");
                ZooKeeperConnection stranger = connectAsNobody();
                ZooKeeperConnection other = connectAsNobody();
                ZooKeeperConnection impostor =
                        new ZooKeeperLogin("user-service", "guessed").connect(servers(), SESSION)) {
            String entry = "/rookery/services/user-service/10.0.0.1:1";
            for (ZooKeeperConnection client : List.of(stranger, impostor)) {
                assertThatThrownBy(() ->
                                client.client()
                                        .create(
                                                entry,
                                                new byte[0],
                                                OPEN_ACL_UNSAFE,
                                                CreateMode.EPHEMERAL))
                        .isInstanceOf(KeeperException.class);
            }
            byte[] map = admin.client().getData("/rookery/shard-map", false, null);
            assertThatThrownBy(() -> other.client().setData("/rookery/shard-map", new byte[0], -1))
                    .isInstanceOf(KeeperException.class);

            assertThat(admin.client().exists(entry, false)).isNull();
            assertThat(admin.client().getData("/rookery/shard-map", false, null)).isEqualTo(map);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "envi", "conf", "wchc", "wchp", "crst", "srst", "stat", "gtmk"})
    void theServersAnswerNoMoreQuestionsWithoutALoginThanProbesAsk(String word) throws Exception {
        for (String server : servers().split(",", -1)) {
            int port = Integer.parseInt(server.substring(server.indexOf(':') + 1));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(word.getBytes(UTF_8));
                assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                        .matches("(?s).*not in the whitelist.*|");
            }
        }
    }

    /** Creates Patroni's nodes, because the launcher's platform runs without Patroni. */
    private void keepSomethingAsPatroni() throws Exception {
        try (ZooKeeperConnection patroni = connect("patroni")) {
            for (String path :
                    List.of("/rookery/patroni/shard-0", "/rookery/patroni/shard-0/leader")) {
                if (patroni.client().exists(path, false) == null) {
                    patroni.client()
                            .create(path, new byte[0], CREATOR_ALL_ACL, CreateMode.PERSISTENT);
                }
            }
        }
    }

    private List<String> rightsOf(String name, List<String> paths) throws Exception {
        List<String> rights = new ArrayList<>();
        try (ZooKeeperConnection client = connect(name)) {
            for (String path : paths) {
                rights.add(new NodeRights(client.client()).of(path));
            }
        }
        return rights;
    }

    private List<String> everyPath() throws Exception {
        List<String> paths = new ArrayList<>(List.of("/"));
        try (ZooKeeperConnection admin = connect("admin")) {
            for (int i = 0; i < paths.size(); i++) {
                String parent = paths.get(i);
                for (String child : admin.client().getChildren(parent, false)) {
                    paths.add((parent.equals("/") ? "" : parent) + '/' + child);
                }
            }
        }
        return paths;
    }

    private static List<String> rowOf(String path, List<String> lines) {
        return lines.stream()
                .skip(1)
                .map(ZooKeeperAccessIT::cells)
                .filter(row -> path.matches(row.getFirst().replace("*", "[^/]+")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The table has no row for " + path + "."));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.strip().split(" +", -1)).toList();
    }

    private ZooKeeperConnection connect(String name) throws IOException {
        return new ZooKeeperLogin(name, secrets.zooKeeperPassword(name))
                .connect(servers(), SESSION);
    }

    private ZooKeeperConnection connectAsNobody() throws IOException {
        ZKClientConfig withoutLogin = new ZKClientConfig();
        withoutLogin.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        return new ZooKeeperConnection(
                new ZooKeeper(
                        servers(), Math.toIntExact(SESSION.toMillis()), _ -> {}, withoutLogin));
    }

    private String servers() {
        return platform.cluster().processes().stream()
                .filter(process -> process.name().startsWith("zookeeper"))
                .map(server -> "127.0.0.1:" + server.port())
                .collect(Collectors.joining(","));
    }
}
