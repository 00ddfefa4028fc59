package io.rookery.gateway;

import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running gateway with three service instances behind it; one gateway at a time. */
@SuppressWarnings("NullAway.Init") // all fields are set between start and stop
final class RunningGateway {

    static final int ANSWER_MEMORY = 8_000_000;
    static final Duration LONG = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static ECKey key;
    static Registry registry;
    static Backend user;
    static Backend feed;
    static Backend otherFeed;
    static ConfigurableApplicationContext gateway;

    private RunningGateway() {}

    static void start(Path directory) throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        registry = Registry.start(directory);
        user = new Backend();
        feed = new Backend();
        otherFeed = new Backend();
        registry.register("user-service", user);
        registry.register("feed-service", feed);
        registry.register("feed-service", otherFeed);
        gateway =
                new SpringApplicationBuilder(GatewayApplication.class)
                        .run(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--rookery.answer.memory=%d".formatted(ANSWER_MEMORY),
                                // On this platform Spring Boot would trust what any client says
                                // about itself.
                                "--spring.main.cloud-platform=kubernetes",
                                "--spring.cloud.zookeeper.connect-string="
                                        + registry.connectString(),
                                "--rookery.identity.signing-key="
                                        + Registry.keysOfTheGateway()
                                                .get("rookery.identity.signing-key"),
                                "--rookery.identity.peer-keys="
                                        + Registry.keysOfTheGateway()
                                                .get("rookery.identity.peer-keys"),
                                "--rookery.security.token-verification-keys="
                                        + new JWKSet(key.toPublicJWK()));
        await().atMost(LONG)
                .until(() ->
                        call("GET", "/actuator/health/readiness", "management").statusCode()
                                == 200);
    }

    static void stop() {
        gateway.close();
        List.of(user, feed, otherFeed).forEach(Backend::close);
        registry.close();
    }

    /** Sends a write with the headers, in any bytes; returns the response. */
    static String write(String headers) throws IOException {
        return exchange(
                "POST /api/v1/accounts/5/follow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                        + headers);
    }

    /** Sends the bytes of the text; returns the response. */
    static String exchange(String text) throws IOException {
        String whole = text.contains("\r\n\r\n") ? text : text + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    static String token(long id) throws Exception {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
                        new JWTClaimsSet.Builder()
                                .subject("42")
                                .jwtID(Long.toString(id))
                                .claim("cid", "app")
                                .claim("scp", "read")
                                .build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    static int port() {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create(
                        "http://localhost:"
                                + port()
                                + path.replace("[", "%5B").replace("]", "%5D")));
    }

    static HttpResponse<String> withToken(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    static HttpResponse<String> call(String method, String path, String context)
            throws IOException, InterruptedException {
        return send(request(context, path).method(method, BodyPublishers.noBody()));
    }

    static HttpRequest.Builder request(String context, String path) {
        int at =
                gateway.getEnvironment()
                        .getRequiredProperty("local." + context + ".port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://localhost:" + at + path));
    }
}
