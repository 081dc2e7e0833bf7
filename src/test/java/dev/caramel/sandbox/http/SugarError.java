package dev.caramel.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal as Sugar words it: a stable label, and a text in the user's language (reference 2.2).
 */
public final class SugarError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String label;
  private final int status;
  private final transient Object[] values;
  private final transient Map<String, JsonNode> extra = new LinkedHashMap<>();

  /**
   * Makes a refusal with the status that its label has in the table of reference 2.3.
   *
   * @param label the label, or one of its finer cases after a dot, which choose the text
   * @param values what is put into the text
   */
  public SugarError(String label, Object... values) {
    this(0, label, values);
  }

  /**
   * Makes a refusal with a status of its own.
   *
   * @param status the HTTP status; 0 for that of the table
   * @param label the label, or one of its finer cases
   * @param values what is put into the text
   */
  public SugarError(int status, String label, Object... values) {
    super(label, null, false, false);
    this.label = label;
    this.status = status;
    this.values = values;
  }

  /**
   * Puts a key beside {@code error} and {@code error_message}.
   *
   * @param key the key
   * @param value its value
   * @return this
   */
  public SugarError with(String key, JsonNode value) {
    extra.put(key, value);
    return this;
  }

  /**
   * The label with its finer case.
   *
   * @return for example {@code not_found.record}
   */
  public String label() {
    return label;
  }

  /**
   * The HTTP status.
   *
   * @return the status, or 0 for that of the table
   */
  public int status() {
    return status;
  }

  /**
   * What is put into the text.
   *
   * @return the values
   */
  public Object[] values() {
    return values.clone();
  }

  /**
   * The keys beside the usual ones.
   *
   * @return values by key
   */
  public Map<String, JsonNode> extra() {
    return extra;
  }
}
