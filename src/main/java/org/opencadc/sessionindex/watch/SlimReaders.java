package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.HandlerInstantiator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;

/**
 * Makes the readers that the slim types name. Their annotation is needed, since it overrides an
 * inherited one that a module's deserialisers cannot, but alone it would make readers that share
 * nothing.
 */
final class SlimReaders extends HandlerInstantiator {

  private final Interner interner;

  SlimReaders(Interner interner) {
    this.interner = interner;
  }

  @Override
  public JsonDeserializer<?> deserializerInstance(
      DeserializationConfig config, Annotated annotated, Class<?> type) {
    if (type == JobReader.class) {
      return new JobReader(interner);
    }
    if (type == PodReader.class) {
      return new PodReader(interner);
    }
    return type == NodeReader.class ? new NodeReader(interner) : null;
  }

  @Override
  public KeyDeserializer keyDeserializerInstance(
      DeserializationConfig config, Annotated annotated, Class<?> type) {
    return null;
  }

  @Override
  public JsonSerializer<?> serializerInstance(
      SerializationConfig config, Annotated annotated, Class<?> type) {
    return null;
  }

  @Override
  public TypeResolverBuilder<?> typeResolverBuilderInstance(
      MapperConfig<?> config, Annotated annotated, Class<?> type) {
    return null;
  }

  @Override
  public TypeIdResolver typeIdResolverInstance(
      MapperConfig<?> config, Annotated annotated, Class<?> type) {
    return null;
  }
}
