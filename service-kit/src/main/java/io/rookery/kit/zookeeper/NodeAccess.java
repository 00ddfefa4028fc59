package io.rookery.kit.zookeeper;

import static org.apache.zookeeper.ZooDefs.Perms.ADMIN;
import static org.apache.zookeeper.ZooDefs.Perms.ALL;
import static org.apache.zookeeper.ZooDefs.Perms.CREATE;
import static org.apache.zookeeper.ZooDefs.Perms.DELETE;
import static org.apache.zookeeper.ZooDefs.Perms.READ;
import static org.apache.zookeeper.ZooDefs.Perms.WRITE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/**
 * Determines the ACL of each ZooKeeper node from its path. The service that creates a node gives it
 * this ACL. A node's create and delete rights apply to its children, read and write to its own
 * data, and the admin right allows changes of its ACL.
 */
public final class NodeAccess implements ACLProvider {

    private static final String STORAGE = "storage-service";
    private static final String PATRONI = "patroni";

    /** The services. All of them register. */
    private static final List<String> SERVICES =
            List.of("gateway", "user-service", "feed-service", STORAGE);

    /**
     * By service, those that may discover its instances: its callers, and storage-service, which
     * observes all services.
     */
    private static final Map<String, List<String>> READERS =
            Map.of(
                    "gateway",
                    List.of(STORAGE),
                    "user-service",
                    List.of("gateway", "feed-service", STORAGE),
                    "feed-service",
                    List.of("gateway", "user-service", STORAGE),
                    STORAGE,
                    List.of(STORAGE));

    /** The services that have schemas on the shards. */
    private static final List<String> SCHEMA_OWNERS =
            List.of("user-service", "feed-service", STORAGE);

    /**
     * Returns the paths of the nodes that must exist before any service uses them. Parents come
     * first.
     */
    public static List<String> structure() {
        List<String> paths = new ArrayList<>(List.of("/", "/zookeeper", "/zookeeper/quota"));
        paths.addAll(List.of("/rookery", "/rookery/services", "/rookery/schema"));
        SERVICES.forEach(service -> paths.add("/rookery/services/" + service));
        SCHEMA_OWNERS.forEach(service -> paths.add("/rookery/schema/" + service));
        paths.add("/rookery/patroni");
        return paths;
    }

    @Override
    public List<ACL> getDefaultAcl() {
        return only(STORAGE, ALL);
    }

    @Override
    public List<ACL> getAclForPath(String path) {
        String[] names = path.split("/", -1);
        boolean ours = names.length > 2 && names[1].equals("rookery");
        return switch (ours ? names[2] : "") {
            case "services" -> registry(names);
            case "schema" -> schema(names);
            case "shard-map" -> names.length == 3 ? shardMap() : getDefaultAcl();
            case "patroni" -> only(PATRONI, ALL);
            default -> structure().contains(path) ? frame(path) : getDefaultAcl();
        };
    }

    /** Only storage-service may create nodes there, and no service may delete any. */
    private static List<ACL> frame(String path) {
        return only(STORAGE, path.startsWith("/zookeeper") ? READ | ADMIN : CREATE | READ | ADMIN);
    }

    private List<ACL> registry(String[] names) {
        if (names.length == 3) {
            return only(STORAGE, CREATE | READ | ADMIN);
        }
        List<String> readers = READERS.get(names[3]);
        if (readers == null) {
            return getDefaultAcl();
        }
        Map<String, Integer> access = new LinkedHashMap<>();
        readers.forEach(reader -> access.put(reader, READ));
        access.put(names[3], READ);
        if (names.length == 4) {
            access.merge(names[3], CREATE | DELETE, (some, more) -> some | more);
            access.merge(STORAGE, ADMIN, (some, more) -> some | more);
        }
        return acl(access);
    }

    private List<ACL> schema(String[] names) {
        if (names.length == 3) {
            return only(STORAGE, CREATE | READ | ADMIN);
        }
        String owner = names[3];
        if (!SCHEMA_OWNERS.contains(owner)) {
            return getDefaultAcl();
        }
        Map<String, Integer> access = new LinkedHashMap<>();
        access.put(owner, names.length == 4 ? CREATE | READ : READ | WRITE);
        access.merge(STORAGE, names.length == 4 ? READ | ADMIN : READ, (some, more) -> some | more);
        return acl(access);
    }

    private static List<ACL> shardMap() {
        Map<String, Integer> access = new LinkedHashMap<>();
        access.put(STORAGE, READ | WRITE | ADMIN);
        access.put("user-service", READ);
        access.put("feed-service", READ);
        return acl(access);
    }

    private static List<ACL> only(String name, int rights) {
        return acl(Map.of(name, rights));
    }

    private static List<ACL> acl(Map<String, Integer> rights) {
        return rights.entrySet().stream()
                .map(entry -> new ACL(entry.getValue(), new Id("sasl", entry.getKey())))
                .toList();
    }
}
