/** Kubernetes' protobuf answers as JSON that holds only what is read of them. */
package org.opencadc.sessionindex.protobuf;
