package io.rookery.user.instance;

import io.rookery.user.address.InstanceAddress;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Serves host-meta (RFC 6415), which says where the WebFinger endpoint (RFC 7033) is. */
@RestController
final class HostMetaController {

    private static final MediaType XRD = MediaType.parseMediaType("application/xrd+xml");
    private static final String TEMPLATE = "/.well-known/webfinger?resource={uri}";

    private final InstanceAddress address;

    HostMetaController(InstanceAddress address) {
        this.address = address;
    }

    record HostMeta(List<Link> links) {}

    record Link(String rel, String template) {}

    @GetMapping("/.well-known/host-meta")
    ResponseEntity<String> xml() {
        return ResponseEntity.status(HttpStatus.OK)
                .contentType(XRD)
                .body(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
                          <Link rel="lrdd" template="%s"/>
                        </XRD>
                        """
                                .formatted(HtmlUtils.htmlEscape(address.baseUrl() + TEMPLATE)));
    }

    @GetMapping("/.well-known/host-meta.json")
    HostMeta json() {
        return new HostMeta(List.of(new Link("lrdd", address.baseUrl() + TEMPLATE)));
    }
}
