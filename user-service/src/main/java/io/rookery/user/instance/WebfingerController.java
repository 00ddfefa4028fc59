package io.rookery.user.instance;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.user.account.Account;
import io.rookery.user.account.Accounts;
import io.rookery.user.address.InstanceAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Finds an account by its name (WebFinger, RFC 7033). */
@RestController
final class WebfingerController {

    private static final MediaType JRD = MediaType.parseMediaType("application/jrd+json");
    private static final String SCHEME = "acct:";
    private static final String PROFILE = "http://webfinger.net/rel/profile-page";

    private final Accounts accounts;
    private final InstanceAddress address;

    WebfingerController(Accounts accounts, InstanceAddress address) {
        this.accounts = accounts;
        this.address = address;
    }

    record Description(String subject, List<String> aliases, List<Link> links) {}

    record Link(String rel, String type, String href) {}

    @GetMapping("/.well-known/webfinger")
    ResponseEntity<Description> find(Parameters parameters, HttpServletRequest request) {
        String resource = parameters.text("resource");
        if (resource == null || resource.isBlank()) {
            throw ApiException.badRequest("param is missing or the value is empty: resource");
        }
        String name =
                resource.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        ? resource.substring(SCHEME.length())
                        : resource;
        Account account =
                address.localName(name)
                        .flatMap(accounts::byUsername)
                        .orElseThrow(ApiException::notFound);
        return ResponseEntity.ok().contentType(JRD).body(describe(account, relations(request)));
    }

    /** The requested relations. Each is a parameter of its own, with the same name. */
    private static List<String> relations(HttpServletRequest request) {
        String @Nullable [] given = request.getParameterValues("rel");
        return given == null ? List.of() : List.of(given);
    }

    private Description describe(Account account, List<String> wanted) {
        String profile = address.baseUrl() + "/@" + account.username();
        boolean isWanted = wanted.isEmpty() || wanted.contains(PROFILE);
        return new Description(
                SCHEME + account.username() + '@' + address.domain(),
                List.of(profile, address.baseUrl() + "/users/" + account.username()),
                isWanted ? List.of(new Link(PROFILE, "text/html", profile)) : List.of());
    }
}
