package io.rookery.user.session;

import io.rookery.user.address.InstanceAddress;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page for users who have forgotten their password. It explains what they can do. */
@RestController
final class ForgottenPasswordController {

    private final InstanceAddress address;

    ForgottenPasswordController(InstanceAddress address) {
        this.address = address;
    }

    @GetMapping("/auth/password/new")
    ResponseEntity<String> explain() {
        return HtmlPage.PAGES.page(HttpStatus.OK, "forgotten", Map.of("domain", address.domain()));
    }
}
