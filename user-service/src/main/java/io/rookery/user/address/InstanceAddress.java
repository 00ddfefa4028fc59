package io.rookery.user.address;

import io.rookery.api.address.PublicAddress;
import io.rookery.api.paging.Link;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The public address of the instance: the configured one, or else the one that the current request
 * was sent to.
 */
@Component
public final class InstanceAddress {

    private static final String UNKNOWN = "http://localhost";

    private final SiteSettings settings;

    InstanceAddress(SiteSettings settings) {
        this.settings = settings;
    }

    /** Scheme, host and port, without a slash at the end: {@code https://rookery.example}. */
    public String baseUrl() {
        return settings.baseUrl() == null ? ofRequest() : withoutSlash(settings.baseUrl());
    }

    /** The domain after the {@code @} of an account's full name. */
    public String domain() {
        return settings.domain() == null
                ? URI.create(baseUrl()).getRawAuthority()
                : settings.domain();
    }

    /**
     * The username in {@code ada}, {@code @ada}, {@code ada@domain} or the address of a profile.
     * Empty if it belongs to another instance.
     */
    public Optional<String> localName(String handle) {
        Optional<PublicAddress> address = PublicAddress.parse(handle);
        if (address.isPresent()) {
            return address.filter(profile -> profile.status().isEmpty())
                    .filter(this::isOwn)
                    .map(PublicAddress::username);
        }
        String bare = handle.startsWith("@") ? handle.substring(1) : handle;
        int at = bare.indexOf('@');
        if (at < 0) {
            return Optional.of(bare);
        }
        return bare.substring(at + 1).equalsIgnoreCase(domain())
                ? Optional.of(bare.substring(0, at))
                : Optional.empty();
    }

    private boolean isOwn(PublicAddress profile) {
        return profile.isAt(baseUrl()) || profile.authority().equalsIgnoreCase(domain());
    }

    private static String ofRequest() {
        return RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes attributes
                ? Link.origin(attributes.getRequest())
                : UNKNOWN;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
