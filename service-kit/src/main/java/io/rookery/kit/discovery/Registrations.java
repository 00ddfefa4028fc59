package io.rookery.kit.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.rookery.kit.identity.NotGenuineException;
import io.rookery.kit.identity.PeerKeys;
import io.rookery.kit.identity.PeerKeys.Signed;
import io.rookery.kit.identity.ServiceIdentity;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes registrations to ZooKeeper nodes, and reads and verifies them. A registration is genuine
 * if the service itself has signed it, and if the node is named after the address and owned by the
 * session in it. So it is valid in one node only, and only as long as the client that created it
 * lives. Entries that another party has written or copied are skipped.
 */
public final class Registrations {

    private static final String ROOT = "/rookery/services/";
    private static final Logger log = LoggerFactory.getLogger(Registrations.class);
    private static final JOSEObjectType TYPE = new JOSEObjectType("registration+jwt");
    private static final int LONGEST = 4096;
    private static final int LONGEST_NAME_SHOWN = 80;
    private static final int HIGHEST_PORT = 65_535;
    private static final int REMEMBERED = 2_000;
    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String WEIGHT = "weight";
    private static final String SESSION = "session";

    private final PeerKeys keys;

    /** Caches the results, so that each entry is verified, and warned about, only once. */
    private final Cache<Entry, Optional<Registration>> checked =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * A node of the registry.
     *
     * @param owner session that owns the ephemeral node; 0 for a node that is not ephemeral
     */
    private record Entry(String service, String node, String text, long owner) {}

    /**
     * Creates a reader.
     *
     * @param keys verify the signatures
     */
    public Registrations(PeerKeys keys) {
        this.keys = keys;
    }

    /** The ZooKeeper path below which the instances of a service register. */
    public static String pathOf(String service) {
        return ROOT + service;
    }

    /** The content of a registration's node. */
    public static byte[] write(Registration registration, ServiceIdentity identity) {
        return identity.sign(
                        TYPE,
                        new JWTClaimsSet.Builder()
                                .issuer(registration.service().text())
                                .claim(HOST, registration.host())
                                .claim(PORT, registration.port())
                                .claim(WEIGHT, registration.weight())
                                .claim(SESSION, Long.toHexString(registration.session()))
                                .issueTime(Date.from(Instant.now()))
                                .build())
                .getBytes(US_ASCII);
    }

    /**
     * Reads the registration in a node. Returns empty if it is not genuine.
     *
     * @param service the service below whose path the node is
     * @param node the node's own name
     * @param owner session that owns the ephemeral node; 0 for a node that is not ephemeral
     */
    public Optional<Registration> read(
            String service, String node, byte @Nullable [] data, long owner) {
        if (data == null || data.length > LONGEST || node.length() > LONGEST) {
            return check(new Entry(service, node, "", owner));
        }
        return check(new Entry(service, node, new String(data, ISO_8859_1), owner));
    }

    private Optional<Registration> check(Entry entry) {
        Optional<Registration> known = checked.getIfPresent(entry);
        if (known == null) {
            known = parse(entry);
            checked.put(entry, known);
        }
        return known;
    }

    private Optional<Registration> parse(Entry entry) {
        try {
            return Optional.of(genuine(entry));
        } catch (NotGenuineException e) {
            log.warn(
                    "Registry entry {} of {} is ignored: {}",
                    shown(entry.node),
                    shown(entry.service),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private Registration genuine(Entry entry) throws NotGenuineException {
        Signed signed = keys.verify(entry.text, TYPE);
        JWTClaimsSet claims = signed.claims();
        Registration registration;
        try {
            if (!signed.signer().text().equals(claims.getIssuer())) {
                throw new NotGenuineException("It is signed by another service");
            }
            registration =
                    new Registration(
                            signed.signer(),
                            text(claims, HOST, LONGEST),
                            number(claims, PORT),
                            number(claims, WEIGHT),
                            Long.parseUnsignedLong(text(claims, SESSION, LONGEST), 16));
        } catch (ParseException | NumberFormatException e) {
            throw new NotGenuineException("A claim is missing or invalid");
        }
        if (!registration.service().text().equals(entry.service)
                || !registration.id().equals(entry.node)) {
            throw new NotGenuineException("Its service or address does not match its node");
        }
        if (entry.owner == 0 || registration.session() != entry.owner) {
            throw new NotGenuineException("It belongs to another ZooKeeper session");
        }
        if (!isAddress(registration) || registration.weight() < 1) {
            throw new NotGenuineException("Its address or weight is invalid");
        }
        return registration;
    }

    private static boolean isAddress(Registration registration) {
        if (registration.port() < 1 || registration.port() > HIGHEST_PORT) {
            return false;
        }
        try {
            URI uri = new URI("http://" + registration.id());
            return registration.host().equals(uri.getHost())
                    && uri.getPort() == registration.port()
                    && uri.getPath().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String text(JWTClaimsSet claims, String name, int longest)
            throws ParseException, NotGenuineException {
        String text = claims.getStringClaim(name);
        if (text == null || text.isEmpty() || text.length() > longest) {
            throw new NotGenuineException("A claim is missing or invalid");
        }
        return text;
    }

    private static int number(JWTClaimsSet claims, String name)
            throws ParseException, NotGenuineException {
        Integer number = claims.getIntegerClaim(name);
        if (number == null) {
            throw new NotGenuineException("A claim is missing or invalid");
        }
        return number;
    }

    /** Sanitizes a name for the log: another party may have chosen it. */
    private static String shown(String name) {
        String plain = name.replaceAll("[^\\w.:-]", "?");
        return plain.length() > LONGEST_NAME_SHOWN
                ? plain.substring(0, LONGEST_NAME_SHOWN) + "…"
                : plain;
    }
}
