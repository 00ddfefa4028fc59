package io.rookery.launcher.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cluster as one node sees it.
 *
 * @param members all nodes that this node knows, including itself
 */
record Topology(List<Member> members) {

    /**
     * A node as seen by another.
     *
     * @param id its permanent id, 40 hexadecimal digits
     * @param port the client port that it announces
     * @param primary whether it is a primary
     * @param primaryId id of the primary that it replicates; {@code -} for a primary
     * @param handshake whether the handshake with it is still in progress
     * @param slots number of ranges of slots that it serves
     */
    record Member(
            String id, int port, boolean primary, String primaryId, boolean handshake, int slots) {}

    /** Parses the answer to {@code CLUSTER NODES}. */
    static Topology parse(String clusterNodes) {
        List<Member> members = new ArrayList<>();
        for (String line : clusterNodes.lines().toList()) {
            String[] fields = line.trim().split(" ", -1);
            if (fields.length < 8) {
                continue;
            }
            String address = fields[1].substring(0, fields[1].indexOf('@'));
            members.add(
                    new Member(
                            fields[0],
                            Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
                            fields[2].contains("master"),
                            fields[3],
                            fields[2].contains("handshake"),
                            fields.length - 8));
        }
        return new Topology(List.copyOf(members));
    }

    Optional<Member> at(int port) {
        return members.stream().filter(member -> member.port == port).findFirst();
    }

    /** The ports of the replicas of the node at that port. */
    List<Integer> replicasOf(int port) {
        return at(port).stream()
                .flatMap(primary ->
                        members.stream().filter(member -> member.primaryId.equals(primary.id)))
                .map(Member::port)
                .toList();
    }
}
