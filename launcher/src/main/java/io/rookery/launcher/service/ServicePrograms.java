package io.rookery.launcher.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The programs of all services. Each build is prepared once, for any number of instances. */
public final class ServicePrograms {

    private final Path home;
    private final Map<String, ServiceProgram> programs = new ConcurrentHashMap<>();

    /**
     * @param home the root of the repository
     */
    public ServicePrograms(Path home) {
        this.home = home;
    }

    /**
     * The program of a module, such as "feed-service".
     *
     * @throws io.rookery.launcher.process.LaunchException if the module was not built
     */
    public ServiceProgram get(String module) {
        return programs.computeIfAbsent(module, name -> ServiceProgram.of(home, name));
    }

    /**
     * The program of a module as it was built last. From now on {@link #get} returns it, too.
     *
     * @throws io.rookery.launcher.process.LaunchException if the module was not built
     */
    public ServiceProgram latest(String module) {
        return programs.compute(module, (name, _) -> ServiceProgram.of(home, name));
    }
}
