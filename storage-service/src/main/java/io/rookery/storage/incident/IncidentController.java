package io.rookery.storage.incident;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What has gone wrong, and how well the platform deals with it. */
@AllowedPeers(Peer.OPERATOR)
@RestController
class IncidentController {

    private static final int MOST = 1000;

    private final IncidentRecords records;

    IncidentController(IncidentRecords records) {
        this.records = records;
    }

    /**
     * The latest incidents first.
     *
     * @param since only those that were not over by then; an ISO-8601 instant
     * @param open only those that are not repaired, or only those that are
     */
    @GetMapping("/v1/incidents")
    List<Incident> incidents(
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable Boolean open,
            @RequestParam(defaultValue = "100") int limit) {
        Instant earliest = since == null ? Instant.MIN : instant(since);
        return records.incidents().stream()
                .filter(incident -> !isOverBy(earliest, incident))
                .filter(incident -> open == null || incident.isOpen() == open)
                .limit(Math.clamp(limit, 1, MOST))
                .toList();
    }

    @GetMapping("/v1/figures")
    Figures figures() {
        return Figures.of(records.incidents(), records.ledger());
    }

    private static boolean isOverBy(Instant earliest, Incident incident) {
        Instant repaired = incident.times().repaired();
        return repaired != null && repaired.isBefore(earliest);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "since is not an ISO-8601 instant");
        }
    }
}
