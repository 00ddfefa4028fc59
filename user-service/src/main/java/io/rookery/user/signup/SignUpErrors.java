package io.rookery.user.signup;

import io.rookery.kit.error.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects the validation errors of a sign-up by field, in the client API's format. */
final class SignUpErrors {

    static final String ACCEPTED = "ERR_ACCEPTED";
    static final String BLANK = "ERR_BLANK";
    static final String INVALID = "ERR_INVALID";
    static final String RESERVED = "ERR_RESERVED";
    static final String TAKEN = "ERR_TAKEN";
    static final String TOO_LONG = "ERR_TOO_LONG";
    static final String TOO_SHORT = "ERR_TOO_SHORT";

    private final Map<String, List<Detail>> details = new LinkedHashMap<>();
    private final List<String> sentences = new ArrayList<>();

    private record Detail(String error, String description) {}

    SignUpErrors add(String field, String error, String description) {
        details.computeIfAbsent(field, _ -> new ArrayList<>()).add(new Detail(error, description));
        sentences.add(
                field.substring(0, 1).toUpperCase(Locale.ROOT)
                        + field.substring(1)
                        + " "
                        + description);
        return this;
    }

    SignUpErrors addTaken(String field) {
        return add(field, TAKEN, "has already been taken");
    }

    /**
     * Throws if there are any errors.
     *
     * @throws ApiException 422
     */
    void throwIfAny() {
        if (!details.isEmpty()) {
            throw refusal();
        }
    }

    ApiException refusal() {
        return ApiException.invalid(String.join(", ", sentences)).withDetails(details);
    }
}
