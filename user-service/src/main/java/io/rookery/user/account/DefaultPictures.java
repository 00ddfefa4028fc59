package io.rookery.user.account;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import java.time.Duration;
import java.util.Base64;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the pictures of accounts that have none of their own. */
@RestController
final class DefaultPictures {

    private static final String NO_AVATAR_PATH = "/avatars/original/missing.png";
    private static final String AVATARS = "/avatars/original/";
    static final String HEADER_PATH = "/headers/original/missing.png";

    /** One grey pixel; clients stretch it. */
    private static final byte[] PIXEL =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGM4AQAAygDJmcpdfgAAAABJRU5ErkJggg==");

    /** The path of the generated picture of an account. */
    static String avatarPath(long id) {
        return AVATARS + Ids.format(id) + ".png";
    }

    @GetMapping(AVATARS + "{id:\\d{1,19}}.png")
    ResponseEntity<byte[]> avatar(@PathVariable String id) {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .body(GeneratedAvatar.of(Ids.parse(id).orElseThrow(ApiException::notFound)));
    }

    @GetMapping({NO_AVATAR_PATH, HEADER_PATH})
    ResponseEntity<byte[]> picture() {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(PIXEL);
    }
}
