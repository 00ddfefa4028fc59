package io.rookery.acceptance.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads YAML as trees. A duplicate key is an error. */
final class Yaml {

    private static final ObjectReader READER =
            YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readerFor(JsonNode.class);

    private Yaml() {}

    /** Returns all documents of a file. */
    static List<JsonNode> documents(Path file) {
        return documents(text(file));
    }

    /** Returns all documents of a text. */
    static List<JsonNode> documents(String text) {
        var documents = new ArrayList<JsonNode>();
        try (JsonParser parser = READER.createParser(text)) {
            while (parser.nextToken() != null) {
                JsonNode document = parser.readValueAsTree();
                // A document with only comments is ignored.
                if (document.isContainer()) {
                    documents.add(document);
                }
            }
        }
        return documents;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
