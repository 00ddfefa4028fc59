package io.rookery.acceptance.platform;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import java.net.URI;
import java.time.Instant;

/** A platform that is already running at a known address and may have other users. */
final class RemotePlatform implements Platform {

    private final ApiClient api;
    private final Application application;
    private final String run = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);

    RemotePlatform(URI address) {
        this.api = new ApiClient(address);
        this.application = Application.register(api, "Acceptance");
    }

    @Override
    public ApiClient api() {
        return api;
    }

    @Override
    public Application application() {
        return application;
    }

    @Override
    public String unused(String name) {
        return name + "_" + run;
    }

    @Override
    public void close() {
        api.close();
    }
}
