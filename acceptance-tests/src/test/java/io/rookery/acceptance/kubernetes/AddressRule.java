package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Checks addresses of pods. Each must name an existing Service, a replica of its StatefulSet and a
 * port of the pod. A list must name all pods of its StatefulSet. NetworkPolicies must allow the
 * services to reach shards outside the cluster.
 */
final class AddressRule implements Rule {

    private static final Pattern POD =
            Pattern.compile("\\b([a-z][a-z0-9-]*)-(\\d+)\\.([a-z][a-z0-9-]*):(\\d+)");
    private static final Pattern HOSTS = Pattern.compile("ROOKERY_STORAGE_SHARDS_\\d+_HOSTS");

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        for (Manifest map : manifests.of("ConfigMap").toList()) {
            for (var entry : map.at("/data").properties()) {
                String field = "data." + entry.getKey();
                check(map, field, entry.getValue().asString(""), manifests, problems);
                if (HOSTS.matcher(entry.getKey()).matches()) {
                    checkShard(map, field, entry.getValue().asString(""), manifests, problems);
                }
            }
        }
        for (Manifest workload : manifests.workloads().toList()) {
            for (JsonNode container : workload.containers()) {
                for (JsonNode variable : container.path("env")) {
                    String field = "env[" + variable.path("name").asString("") + "]";
                    String value = variable.path("value").asString("");
                    check(workload, field, value, manifests, problems);
                }
            }
        }
        return problems;
    }

    private static void check(
            Manifest where, String field, String text, Manifests manifests, List<String> problems) {
        Set<String> named = new HashSet<>();
        Set<Manifest> sets = new HashSet<>();
        for (MatchResult address : POD.matcher(text).results().toList()) {
            var set =
                    manifests
                            .find("StatefulSet", address.group(1))
                            .filter(it ->
                                    it.at("/spec/serviceName")
                                            .asString("")
                                            .equals(address.group(3)))
                            .filter(it ->
                                    Integer.parseInt(address.group(2))
                                            < it.at("/spec/replicas").asInt(1))
                            .filter(it ->
                                    Ports.of(it).containsValue(Integer.parseInt(address.group(4))));
            if (set.isEmpty()) {
                problems.add(
                        where.problem(field, "%s leads to no pod.".formatted(address.group())));
            } else {
                named.add(address.group(1) + "-" + address.group(2));
                sets.add(set.get());
            }
        }
        for (Manifest set : sets) {
            for (int pod = 0; pod < set.at("/spec/replicas").asInt(1); pod++) {
                if (!named.contains(set.name() + "-" + pod)) {
                    problems.add(
                            where.problem(
                                    field, "%s-%d is not in the list.".formatted(set.name(), pod)));
                }
            }
        }
    }

    private static void checkShard(
            Manifest map, String field, String hosts, Manifests manifests, List<String> problems) {
        for (String host : hosts.split(",", -1)) {
            int port = Integer.parseInt(host.replaceAll(".*:", ""));
            boolean reached =
                    POD.matcher(host).matches()
                            || manifests
                                    .of("NetworkPolicy")
                                    .flatMap(policy ->
                                            Manifest.elements(policy.at("/spec/egress")).stream())
                                    .filter(rule -> NetworkRule.hasPort(rule, port, "TCP"))
                                    .anyMatch(rule ->
                                            NetworkRule.isOpenToOutside(rule, "to", Map.of()));
            if (!reached) {
                problems.add(
                        map.problem(
                                field,
                                "no NetworkPolicy lets the services reach %s.".formatted(host)));
            }
        }
    }
}
