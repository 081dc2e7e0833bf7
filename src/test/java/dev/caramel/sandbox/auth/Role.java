package dev.caramel.sandbox.auth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a user may not do; what is not denied is allowed (reference 7.7). Not for sharing. */
public final class Role {

  private final Map<String, Set<String>> deniedActions = new HashMap<>();
  private final Map<String, Set<String>> hiddenFields = new HashMap<>();
  private final Map<String, Set<String>> readOnlyFields = new HashMap<>();

  /** Makes a role that denies nothing. */
  public Role() {}

  /**
   * Denies an action.
   *
   * @param module the module
   * @param action {@code access}, {@code view}, {@code list}, {@code edit}, {@code delete}, {@code
   *     create} or {@code massupdate}
   * @return this
   */
  public Role deny(String module, String action) {
    deniedActions.computeIfAbsent(module, m -> new HashSet<>()).add(action);
    return this;
  }

  /**
   * Hides a field.
   *
   * @param module the module
   * @param field the field
   * @return this
   */
  public Role hide(String module, String field) {
    hiddenFields.computeIfAbsent(module, m -> new HashSet<>()).add(field);
    return this;
  }

  /**
   * Makes a field read-only.
   *
   * @param module the module
   * @param field the field
   * @return this
   */
  public Role protect(String module, String field) {
    readOnlyFields.computeIfAbsent(module, m -> new HashSet<>()).add(field);
    return this;
  }

  /**
   * Whether an action is allowed.
   *
   * @param module the module
   * @param action the action
   * @return false if it, or the access to the module, is denied
   */
  public boolean may(String module, String action) {
    Set<String> denied = denied(module);
    return !denied.contains(action) && !denied.contains("access");
  }

  /**
   * The denied actions.
   *
   * @param module the module
   * @return their names
   */
  public Set<String> denied(String module) {
    return deniedActions.getOrDefault(module, Set.of());
  }

  /**
   * The fields that the user does not see.
   *
   * @param module the module
   * @return their names
   */
  public Set<String> hidden(String module) {
    return hiddenFields.getOrDefault(module, Set.of());
  }

  /**
   * The fields that the user sees but may not write.
   *
   * @param module the module
   * @return their names
   */
  public Set<String> readOnly(String module) {
    return readOnlyFields.getOrDefault(module, Set.of());
  }
}
