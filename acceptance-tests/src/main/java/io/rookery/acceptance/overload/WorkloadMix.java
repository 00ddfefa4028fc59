package io.rookery.acceptance.overload;

import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.population.Population;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The workload as prepared requests: 60 % read home timelines, 30 % read an account's statuses, 10
 * % post.
 */
final class WorkloadMix {

    private static final int PARTS = 10;
    private static final int HOME = 6;
    private static final int ACCOUNT = 9;

    private final List<byte[]> home;
    private final List<byte[]> account;
    private final List<byte[]> post;

    WorkloadMix(Population people) {
        this.home = each(people, person -> request(person, "GET /api/v1/timelines/home", ""));
        this.account =
                each(
                        people,
                        person ->
                                request(
                                        person,
                                        "GET /api/v1/accounts/" + person.id() + "/statuses",
                                        ""));
        this.post =
                each(
                        people,
                        person ->
                                request(
                                        person,
                                        "POST /api/v1/statuses",
                                        "status=Seen+from+a+crowded+rookery"));
    }

    byte[] next(RandomGenerator random) {
        int dice = random.nextInt(PARTS);
        List<byte[]> kind = dice < HOME ? home : dice < ACCOUNT ? account : post;
        return kind.get(random.nextInt(kind.size()));
    }

    private static List<byte[]> each(Population people, Function<Person, byte[]> request) {
        return people.people().stream().map(request).toList();
    }

    private static byte[] request(Person person, String line, String form) {
        String body =
                form.isEmpty()
                        ? "\r\n"
                        : "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(form.length(), form);
        String head =
                line
                        + " HTTP/1.1\r\nHost: "
                        + person.api().base().getAuthority()
                        + "\r\nAuthorization: Bearer "
                        + person.token().orElseThrow()
                        + "\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
