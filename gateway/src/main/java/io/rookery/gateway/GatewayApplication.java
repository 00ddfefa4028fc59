package io.rookery.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a gateway instance. */
// Clients have no say in how long a request may take: the proxy sets each one's deadline.
@SpringBootApplication(excludeName = "io.rookery.kit.deadline.DeadlineAutoConfiguration")
public class GatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
