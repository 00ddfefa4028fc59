package io.rookery.storage.monitoring;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.storage.monitoring.availability.AvailabilityFigures;
import io.rookery.storage.monitoring.incident.Incident;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API for operators: incidents and availability figures. */
@AllowedPeers(Peer.OPERATOR)
@RestController
class IncidentController {

    private static final int MOST = 1000;

    private final IncidentRecords records;

    IncidentController(IncidentRecords records) {
        this.records = records;
    }

    /**
     * Returns incidents, the latest first.
     *
     * @param since an ISO-8601 instant; leaves out the incidents that were repaired before it
     * @param open true for unrepaired incidents only, false for repaired ones only
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
    AvailabilityFigures figures() {
        return AvailabilityFigures.of(records.incidents(), records.ledger());
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
