package io.rookery.gateway.door;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A page for people, a word for monitors, and the description of the client API. */
@RestController
class FrontDoorController {

    private final Resource page = new ClassPathResource("index.html");
    private final Resource description = new ClassPathResource("openapi.json");

    @GetMapping(value = "/", produces = MediaType.TEXT_HTML_VALUE)
    Resource page() {
        return page;
    }

    @GetMapping(value = "/health", produces = MediaType.TEXT_PLAIN_VALUE)
    String health() {
        return "OK";
    }

    @GetMapping(value = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource description() {
        return description;
    }
}
