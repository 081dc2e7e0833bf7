package dev.caramel.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * The lists that feed hot prospects: body of the call that sets them, and of the answers.
 *
 * @param lists ids of lists of the account
 */
public record ListChoice(
    @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
        List<String> lists) {}
