package io.rookery.gateway.door;

import io.rookery.kit.page.HtmlPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the start page, the icon, the health check, and the client API as OpenAPI and as a page.
 */
@RestController
class FrontDoorController {

    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");

    private final HtmlPages pages = new HtmlPages(FrontDoorController.class);
    private final byte[] mark = read(new ClassPathResource("mark.svg", HtmlPages.class));
    private final byte[] description = read(new ClassPathResource("openapi.json"));
    private final ApiDescription api = ApiDescription.read(description);

    @GetMapping("/")
    ResponseEntity<String> page() {
        return pages.page(HttpStatus.OK, "front", Map.of());
    }

    @GetMapping({"/favicon.svg", "/favicon.ico"})
    ResponseEntity<byte[]> mark() {
        return ResponseEntity.ok()
                .contentType(SVG)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(mark);
    }

    @GetMapping({"/health", "/health/"})
    ResponseEntity<String> health() {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("OK");
    }

    @GetMapping({"/openapi.json", "/openapi.json/"})
    ResponseEntity<byte[]> description() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(description);
    }

    @GetMapping({"/docs", "/docs/"})
    ResponseEntity<String> docs() {
        return pages.page(HttpStatus.OK, "docs", Map.of("api", api));
    }

    private static byte[] read(Resource resource) {
        try {
            return resource.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
