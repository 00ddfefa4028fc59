package io.rookery.api.parameters;

import io.rookery.kit.error.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds nested values from flat names: {@code a[b]}, {@code a[]}, {@code a[0][b]}, {@code a[][b]}.
 */
final class FormTree {

    private static final int DEEPEST = 8;

    private final Map<String, Object> root = new LinkedHashMap<>();

    Map<String, Object> root() {
        return root;
    }

    void add(String name, String[] values) {
        int bracket = name.indexOf('[');
        if (bracket <= 0) {
            put(root, name, values);
            return;
        }
        List<String> path = segments(name, bracket);
        Map<String, Object> at = root;
        for (int i = 0; i < path.size() - 1; i++) {
            String segment = path.get(i);
            if (!path.get(i + 1).isEmpty()) {
                at = member(at, segment);
            } else if (i + 2 == path.size()) {
                addAll(list(at, segment), values);
                return;
            } else {
                at = element(list(at, segment), path.get(i + 2));
                i++;
            }
        }
        put(at, path.getLast(), values);
    }

    private static List<String> segments(String name, int firstBracket) {
        List<String> path = new ArrayList<>();
        path.add(name.substring(0, firstBracket));
        int at = firstBracket;
        while (at < name.length()) {
            int end = name.indexOf(']', at);
            if (name.charAt(at) != '[' || end < 0 || path.size() == DEEPEST) {
                throw malformed(name);
            }
            path.add(name.substring(at + 1, end));
            at = end + 1;
        }
        return path;
    }

    private static void put(Map<String, Object> into, String name, String[] values) {
        if (values.length == 0) {
            return;
        }
        if (into.put(name, values[values.length - 1]) != null) {
            throw malformed(name);
        }
    }

    @SuppressWarnings("unchecked") // only maps with text keys are put into the tree
    private static Map<String, Object> member(Map<String, Object> of, String name) {
        Object member = of.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
        if (!(member instanceof Map)) {
            throw malformed(name);
        }
        return (Map<String, Object>) member;
    }

    @SuppressWarnings("unchecked") // only lists of anything are put into the tree
    private static List<Object> list(Map<String, Object> of, String name) {
        Object list = of.computeIfAbsent(name, _ -> new ArrayList<Object>());
        if (!(list instanceof List)) {
            throw malformed(name);
        }
        return (List<Object>) list;
    }

    /** Returns the last element, or a new one if the last has that member already. */
    @SuppressWarnings("unchecked") // only maps with text keys are put into the tree
    private static Map<String, Object> element(List<Object> list, String member) {
        if (!list.isEmpty()
                && list.getLast() instanceof Map<?, ?> last
                && !last.containsKey(member)) {
            return (Map<String, Object>) last;
        }
        Map<String, Object> next = new LinkedHashMap<>();
        list.add(next);
        return next;
    }

    private static void addAll(List<Object> list, String[] values) {
        for (String value : values) {
            list.add(value);
        }
    }

    private static ApiException malformed(String name) {
        return ApiException.badRequest("The parameter " + name + " is malformed");
    }
}
