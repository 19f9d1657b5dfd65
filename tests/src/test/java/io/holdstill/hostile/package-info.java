/** What a hostile neighbour could try: another user, another process, a caller from outside. */
package io.holdstill.hostile;
