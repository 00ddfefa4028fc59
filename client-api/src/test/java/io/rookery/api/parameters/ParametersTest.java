package io.rookery.api.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

class ParametersTest {

    @Test
    @Timeout(10)
    void readsAVeryLongNumberInNoTime() throws Exception {
        String zeros = "0".repeat(1_000_000);
        assertThat(form("limit=" + zeros + "7").limit(20, 40)).isEqualTo(7);
        Parameters none = form("limit=" + zeros + "x");
        assertThatThrownBy(() -> none.limit(20, 40)).isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "000, 0",
        "42, 42",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "99999999999999999999999999, 9223372036854775807",
        "-1, 0",
        "-99999999999999999999999999, 0",
        "+7, 7",
        "1.5, 1",
    })
    void takesAnyNumberForAPlaceInAList(String given, long place) throws Exception {
        assertThat(form("min_id=" + given).cursor("min_id")).hasValue(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-", "1.5.2", "1e9", "0x10", "１", "null"})
    void refusesWhatIsNoPlaceInAList(String given) throws Exception {
        Parameters parameters = form("min_id=" + given);

        assertThatThrownBy(() -> parameters.cursor("min_id")).isInstanceOf(ApiException.class);
    }

    @Test
    void readsNestedFormNames() throws Exception {
        Parameters form =
                form(
                        "status=hi",
                        "media_ids[]=1",
                        "media_ids[]=2",
                        "source[privacy]=private",
                        "fields_attributes[0][name]=a",
                        "fields_attributes[0][value]=b",
                        "fields_attributes[1][name]=c",
                        "list[][x]=1",
                        "list[][y]=2",
                        "list[][x]=3");
        assertThat(form.text("status")).isEqualTo("hi");
        assertThat(form.ids("media_ids")).containsExactly(1L, 2L);
        assertThat(form.text("source[privacy]")).isEqualTo("private");
        assertThat(form.nested("source").text("privacy")).isEqualTo("private");
        List<Parameters> fields = form.nestedList("fields_attributes");
        assertThat(fields).extracting(field -> field.text("name")).containsExactly("a", "c");
        assertThat(form.text("fields_attributes[1][name]")).isEqualTo("c");
    }

    @Test
    void readsJsonLikeAForm() throws Exception {
        Parameters json =
                json(
                        """
                        {"status": "hi", "media_ids": ["1", 2], "sensitive": true, "n": 7,
                         "source": {"privacy": "private"}, "nothing": null,
                         "fields_attributes": [{"name": "a"}, {"name": "c"}]}\
                        """);
        assertThat(json.requiredText("status")).isEqualTo("hi");
        assertThat(json.ids("media_ids")).containsExactly(1L, 2L);
        assertThat(json.flag("sensitive", false)).isTrue();
        assertThat(json.number("n")).isEqualTo(OptionalInt.of(7));
        assertThat(json.text("source[privacy]")).isEqualTo("private");
        assertThat(json.has("nothing")).isFalse();
        assertThat(json.text("nothing")).isNull();
        assertThat(json.nestedList("fields_attributes"))
                .extracting(field -> field.text("name"))
                .containsExactly("a", "c");
    }

    @Test
    void letsTheBodyWinOverTheQuery() throws Exception {
        MockHttpServletRequest request = jsonRequest("{\"a\":\"body\"}");
        request.addParameter("a", "query");
        request.addParameter("b", "query");
        Parameters all = resolve(request);
        assertThat(all.text("a")).isEqualTo("body");
        assertThat(all.text("b")).isEqualTo("query");
    }

    @Test
    void takesASingleValueForAListOfOne() throws Exception {
        assertThat(form("id=5").ids("id")).containsExactly(5L);
        assertThat(form("id[]=5", "id[]=junk").ids("id")).containsExactly(5L);
        assertThat(form().texts("id")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"s\":{}}", "{\"s\":[]}", "{\"s\":[[]]}", "{\"s\":true}", "{\"s\":1.5}"})
    void refusesValuesOfTheWrongType(String body) throws Exception {
        Parameters json = json(body);
        assertStatus(422, () -> json.text("s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "\"text\"", "{\"a\":1", "{'a':1}"})
    void refusesWhatIsNotAJsonObject(String body) {
        assertStatus(400, () -> json(body));
    }

    @Test
    void refusesJsonThatIsTooDeepOrTooLarge() {
        assertStatus(400, () -> json("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"));
        assertStatus(413, () -> json("{\"a\":\"" + "x".repeat(1 << 20) + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[b=1", "a[b]c=1", "a[b][c][d][e][f][g][h][i][j]=1"})
    void refusesMalformedNames(String pair) {
        assertStatus(400, () -> form(pair));
    }

    @Test
    void refusesNamesThatContradictEachOther() {
        assertStatus(400, () -> form("a=1", "a[b]=2"));
        assertStatus(400, () -> form("a[]=1", "a[b]=2"));
    }

    @Test
    void refusesCharactersThatNoStoreKeeps() throws Exception {
        Parameters json =
                json(
                        "{\"nul\":\"a\\u0000b\",\"half\":\"a\\ud800b\",\"whole\":\"a\\ud83d\\ude00b\"}");
        assertStatus(422, () -> json.text("nul"));
        assertStatus(422, () -> json.text("half"));
        assertThat(json.text("whole")).isEqualTo("a😀b");
    }

    @Test
    void refusesABlankTextWhereOneIsRequired() throws Exception {
        Parameters form = form("display_name=  ");
        assertThatThrownBy(() -> form.requiredText("display_name"))
                .hasMessage("Validation failed: Display name can't be blank");
        assertStatus(422, () -> form.requiredText("missing"));
    }

    @Test
    void bringsTheLimitIntoItsRange() throws Exception {
        assertThat(form().limit(20, 40)).isEqualTo(20);
        assertThat(form("limit=100").limit(20, 40)).isEqualTo(40);
        assertThat(form("limit=-3").limit(20, 40)).isEqualTo(1);
        assertThat(form("limit=9999999999").limit(20, 40)).isEqualTo(40);
        assertThat(form("limit=-99999999999999999999").limit(20, 40)).isEqualTo(1);
        assertThat(form("limit=2.9").limit(20, 40)).isEqualTo(2);
        assertThat(form("offset=-1").offset(1_000)).isZero();
        assertThat(form("offset=99999999999999999999").offset(1_000)).isEqualTo(1_000);
        Parameters junk = form("limit=junk");
        assertStatus(422, () -> junk.limit(20, 40));
    }

    @Test
    void readsIdentifiersOfUpToSixtyThreeBits() throws Exception {
        assertThat(form("id=9223372036854775807").id("id"))
                .isEqualTo(OptionalLong.of(Long.MAX_VALUE));
        assertThat(form("id=").id("id")).isEmpty();
        for (String bad :
                List.of("9223372036854775808", "99999999999999999999", "-1", "0", "1e3", "x")) {
            Parameters form = form("id=" + bad);
            assertStatus(422, () -> form.id("id"));
        }
    }

    @Test
    void readsFlagsAsClientsWriteThem() throws Exception {
        for (String no : List.of("0", "f", "false", "off")) {
            assertThat(form("x=" + no).flag("x", true)).isFalse();
        }
        for (String yes : List.of("1", "t", "true", "on")) {
            assertThat(form("x=" + yes).flag("x", false)).isTrue();
        }
        assertThat(form("x=").flag("x", true)).isTrue();
        assertThat(form().flag("x", true)).isTrue();
    }

    private static void assertStatus(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.status().value()).isEqualTo(status));
    }

    private static Parameters form(String... pairs) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        Arrays.stream(pairs)
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> request.addParameter(pair[0], pair[1]));
        return resolve(request);
    }

    private static Parameters json(String body) throws Exception {
        return resolve(jsonRequest(body));
    }

    private static MockHttpServletRequest jsonRequest(String body) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContentType("application/json; charset=utf-8");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private static Parameters resolve(MockHttpServletRequest request)
            throws IOException, NoSuchMethodException {
        MethodParameter any =
                new MethodParameter(
                        ParametersTest.class.getDeclaredMethod("takes", Parameters.class), 0);
        return new ParametersArgumentResolver()
                .resolveArgument(any, null, new ServletWebRequest(request), null);
    }

    @SuppressWarnings("unused") // names a parameter
    private static void takes(Parameters parameters) {}
}
