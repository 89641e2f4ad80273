/** Tests of the table of operations: its gradients, its completeness, its documentation. */
@NullMarked
package org.gradlang.spec.operation;

import org.jspecify.annotations.NullMarked;
