package io.rookery.launcher.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** One file for each secret; what is there stays as it is. */
record SecretStore(Path directory) {

    String readOrCreate(String name, Supplier<String> make) throws IOException {
        var file = directory.resolve(name);
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        var secret = make.get();
        PrivateFiles.write(file, secret);
        return secret;
    }
}
