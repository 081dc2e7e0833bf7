package dev.caramel.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * The standard field names of an account: body of the call that sets them, and of the answers.
 *
 * @param names names that the account's lists give their columns, in the order that people want
 */
public record FieldNames(
    @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
        List<String> names) {}
