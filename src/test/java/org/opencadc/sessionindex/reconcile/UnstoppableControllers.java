package org.opencadc.sessionindex.reconcile;

/** Controllers that do all that they should, and throw at their end. */
public final class UnstoppableControllers {
  /** What they say then. */
  public static final String MESSAGE = "these controllers cannot be closed";

  private UnstoppableControllers() {}

  /** Makes them of the same parts. */
  public static Controllers of(Controllers.Parts parts) {
    return new Controllers(
        parts,
        (namespace, same, indexes, statusWriter, writer) ->
            new NamespaceControllers(namespace, same, indexes, statusWriter, writer) {
              @Override
              public void close() {
                super.close();
                throw new IllegalStateException(MESSAGE);
              }
            });
  }
}
