package io.rookery.launcher.service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A minimal service for the launcher: a jar that serves a readiness endpoint on its port. */
final class TinyService {

    /** The text that it prints at each start. */
    static final String STARTED = "started";

    /** The property that makes it exit as soon as it is started. */
    static final String DIES = "dies";

    private static final String CLASS_FILE =
            TinyService.class.getName().replace('.', '/') + ".class";

    private TinyService() {}

    public static void main(String[] arguments) throws IOException {
        List<String> properties = List.of(arguments);
        System.out.println(STARTED);
        if (properties.contains("--" + DIES + "=true")) {
            return;
        }
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port(properties)),
                        0);
        server.createContext(
                "/actuator/health/readiness",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }

    /** The service as a program in the directory. */
    static ServiceProgram program(Path directory) throws IOException {
        Path jar = directory.resolve("tiny-service.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TinyService.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                InputStream compiled =
                        Objects.requireNonNull(
                                TinyService.class
                                        .getClassLoader()
                                        .getResourceAsStream(CLASS_FILE))) {
            entries.putNextEntry(new JarEntry(CLASS_FILE));
            compiled.transferTo(entries);
        }
        return new ServiceProgram(directory, jar);
    }

    private static int port(List<String> properties) {
        String prefix = "--server.port=";
        return properties.stream()
                .filter(property -> property.startsWith(prefix))
                .map(property -> Integer.parseInt(property.substring(prefix.length())))
                .findFirst()
                .orElseThrow();
    }
}
