package io.rookery.feed;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;

/**
 * Starts a feed-service instance. Redis commands are not observed one by one: a page has dozens of
 * them, and watching them would cost as much as sending them.
 */
@SpringBootApplication(exclude = LettuceObservationAutoConfiguration.class)
public class FeedServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(FeedServiceApplication.class, args);
    }
}
