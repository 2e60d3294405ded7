package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import java.util.Optional;

/** The platform's figures as the JSON of Skaha's view=stats before its metrics backend. */
public final class SkahaStats {
  private final Ceilings ceilings;

  /** Rendering with the ceilings of an installation. */
  public SkahaStats(Ceilings ceilings) {
    this.ceilings = ceilings;
  }

  /**
   * The figures.
   *
   * @return empty when the nodes' capacity is not known: unknown is never shown as zero
   */
  public Optional<JsonObject> object(PlatformFigures figures) {
    if (figures.capacity() == null || figures.allocated() == null) {
      return Optional.empty();
    }
    Ceilings.Ceiling ceiling = ceilings.of(figures);
    JsonObject maxCores = new JsonObject();
    maxCores.addProperty("cpuCores", ceiling.cpuCores());
    maxCores.addProperty("withRam", ceiling.withRam());
    JsonObject cores = new JsonObject();
    cores.addProperty("requestedCPUCores", SkahaFormat.cores(figures.allocated().cpu()));
    cores.addProperty("cpuCoresAvailable", SkahaFormat.cores(figures.capacity().cpu()));
    cores.add("maxCPUCores", maxCores);
    JsonObject maxRam = new JsonObject();
    maxRam.addProperty("ram", ceiling.ram());
    maxRam.addProperty("withCPUCores", ceiling.withCpuCores());
    JsonObject ram = new JsonObject();
    ram.addProperty("requestedRAM", SkahaFormat.platformRam(figures.allocated().memory()));
    ram.addProperty("ramAvailable", SkahaFormat.platformRam(figures.capacity().memory()));
    ram.add("maxRAM", maxRam);
    JsonObject json = new JsonObject();
    json.add("cores", cores);
    json.add("ram", ram);
    return Optional.of(json);
  }
}
