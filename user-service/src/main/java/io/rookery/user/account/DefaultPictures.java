package io.rookery.user.account;

import java.time.Duration;
import java.util.Base64;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pictures of accounts that have none of their own. */
@RestController
final class DefaultPictures {

    static final String AVATAR_PATH = "/avatars/original/missing.png";
    static final String HEADER_PATH = "/headers/original/missing.png";

    /** One grey pixel; clients stretch it. */
    private static final byte[] PIXEL =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGM4AQAAygDJmcpdfgAAAABJRU5ErkJggg==");

    @GetMapping({AVATAR_PATH, HEADER_PATH})
    ResponseEntity<byte[]> picture() {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(PIXEL);
    }
}
