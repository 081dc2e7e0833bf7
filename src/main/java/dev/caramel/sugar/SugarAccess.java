package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Sugar lets our user do: only denials are listed (reference 7.7).
 *
 * @param language language of the user, such as {@code en_us}
 * @param acl {@code current_user.acl}, by module
 */
record SugarAccess(String language, JsonNode acl) {
  private static final String DEFAULT_LANGUAGE = "en_us";

  static SugarAccess of(JsonNode me) {
    JsonNode user = me.path("current_user");
    String language = user.path("preferences").path("language").asText("");
    return new SugarAccess(language.isEmpty() ? DEFAULT_LANGUAGE : language, user.path("acl"));
  }

  boolean allows(String module, String action) {
    return !isNo(acl.path(module).path(action));
  }

  boolean canSee(String module) {
    return allows(module, "access") && allows(module, "view") && allows(module, "list");
  }

  boolean canRead(String module, String field) {
    JsonNode rights = acl.path(module).path("fields").path(field);
    return !isNo(rights.path("read")) && !isNo(rights.path("license"));
  }

  boolean canWrite(String module, String field) {
    JsonNode rights = acl.path(module).path("fields").path(field);
    return allows(module, "edit") && !isNo(rights.path("write"));
  }

  private static boolean isNo(JsonNode right) {
    return right.asText("").equals("no");
  }
}
