package io.rookery.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a gateway instance. */
// Clients cannot set the deadline of a request: the proxy sets it.
@SpringBootApplication(excludeName = "io.rookery.kit.deadline.DeadlineAutoConfiguration")
public class GatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
