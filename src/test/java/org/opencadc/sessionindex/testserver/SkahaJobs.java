package org.opencadc.sessionindex.testserver;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Random;

/** Makes sessions as Skaha writes them, the same ones for the same seed. */
public final class SkahaJobs {
  /** The session kinds that Skaha knows, but for the desktop-app, which needs its desktop. */
  public static final List<String> KINDS =
      List.of("notebook", "desktop", "carta", "contributed", "firefly", "headless");

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final Random random;
  private final String namespace;

  private SkahaJobs(long seed, String namespace) {
    this.random = new Random(seed);
    this.namespace = namespace;
  }

  /** Sessions for a workload namespace. */
  public static SkahaJobs seeded(long seed, String namespace) {
    return new SkahaJobs(seed, namespace);
  }

  /** A session with a new id, flexible, of the canonical generation. */
  public SkahaSession session(String kind, String username) {
    SkahaSession session = new SkahaSession(namespace, kind, username, letters(8));
    return switch (kind) {
      case "firefly" -> session.fixed("100m", "4Gi");
      case "desktop" -> session.flexible("250m", "1Gi");
      default -> session;
    };
  }

  /** An application in a desktop; the desktop Job must have been created, for its uid. */
  public SkahaSession desktopApp(Job desktop, SkahaSession of) {
    SkahaSession app = new SkahaSession(namespace, "desktop-app", of.username, of.id);
    app.desktop = desktop;
    app.appId = letters(3);
    return app.name("casa-6-5-latest").generation(of.generation);
  }

  /** A session of any kind and make, four in five headless, of one of so many users. */
  public SkahaSession any(int users) {
    String kind = random.nextInt(5) > 0 ? "headless" : KINDS.get(random.nextInt(KINDS.size() - 1));
    SkahaSession session = session(kind, user(random.nextInt(users)));
    if (random.nextInt(10) == 0) {
      session.generation(SkahaSession.Generation.LEGACY);
    }
    if (random.nextInt(4) == 0) {
      session.fixed(Integer.toString(1 + random.nextInt(4)), (1 + random.nextInt(8)) + "Gi");
    }
    if (kind.equals("notebook") && random.nextInt(10) == 0) {
      session.fixed("2", "16Gi").gpus(1);
    }
    return session;
  }

  /** The name of a user by number; among the first are ones no DNS label could carry. */
  public static String user(int number) {
    return switch (number) {
      case 0 -> "adal";
      case 1 -> "c.o_dell";
      case 2 -> "Adal";
      default -> "user" + number;
    };
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      // an id begins with a letter, as a Job's name may end up beginning with it
      text.append(ALPHABET.charAt(random.nextInt(i == 0 ? 26 : ALPHABET.length())));
    }
    return text.toString();
  }
}
