package io.rookery.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class GeneratedAvatarTest {

    private static final long FIRST = 120_705_221_202_188_804L;

    @Test
    void isAlwaysTheSameForOneAccount() {
        assertThat(GeneratedAvatar.of(FIRST)).isEqualTo(GeneratedAvatar.of(FIRST));
    }

    @Test
    void tellsPeopleApart() {
        Set<ByteBuffer> pictures = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            pictures.add(ByteBuffer.wrap(GeneratedAvatar.of(FIRST + i)));
        }

        assertThat(pictures).hasSize(200);
    }

    @Test
    void isAPictureOfTwoColoursThatIsTheSameOnBothSides() throws IOException {
        for (int i = 0; i < 50; i++) {
            BufferedImage picture =
                    ImageIO.read(new ByteArrayInputStream(GeneratedAvatar.of(FIRST + i)));
            Set<Integer> colours = new HashSet<>();
            for (int y = 0; y < GeneratedAvatar.SIZE; y += 5) {
                for (int x = 0; x < GeneratedAvatar.SIZE; x += 5) {
                    colours.add(picture.getRGB(x, y));
                    assertThat(picture.getRGB(x, y))
                            .isEqualTo(picture.getRGB(GeneratedAvatar.SIZE - 1 - x, y));
                }
            }
            assertThat(colours).hasSize(2);
        }
    }
}
