package org.gradlang;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same as {@link OwnershipTest} for operations that are made of others, which give what they
 * were given, views of it, or lists of both; and for methods that are called with keywords.
 */
class CompositeOwnershipTest {
  /** What stands in a loop over i and leaves x * i in the list. */
  private static final List<String> WAYS_OUT =
      List.of(
          "let y = x * i; kept.append(y.chunk(1)[0])",
          "let y = x * i; let z = y.chunk(1)[0]; y = x * 9; kept.append(z)",
          "let y = x * i; let z = y.split(128); y = x * 9; kept.append(cat(z))",
          "let y = x * i; let z = unsafe_split(y, 128); y = x * 9; kept.append(cat(z))",
          "let y = x * i; let z = y.split(split_size=128); y = x * 9; kept.append(cat(z))",
          "let y = x * i; let z = broadcast_tensors(y, x); y = x * 9; kept.append(z[0])",
          "let y = x * i; let z = atleast_2d(y, x)[0]; y = x * 9; kept.append(z)",
          "let y = x * i; let z = y.flatten(start_dim=0); y = x * 9; kept.append(z.view(256, 256))",
          "let y = x * i; let z = y.contiguous(); z = x * 9; kept.append(y)",
          "let y = x * i; let z = y.to(dtype=float32); y = x * 9; kept.append(z)",
          "let y = x * i; let z = as_tensor(y); y = x * 9; kept.append(z)",
          "let y = x * i; let z = y.requires_grad_(); y = x * 9; kept.append(z.detach())",
          "let y = x * i; let z = zeros(256, 256).set_(y); y = x * 9; kept.append(z)",
          "let y = x * i; let z = zeros(256, 256); z.set_(source=y); y = x * 9; kept.append(z)",
          "let y = x * i; let z = relu(y, inplace=True); y = x * 9; kept.append(z)",
          "let y = x * i; let z = rrelu(y, inplace=True); y = x * 9; kept.append(z)",
          "let y = x * i; let z = linalg.norm(y, dim=0, keepdim=True); kept.append(y + z * 0)",
          "kept.append((x * i).flatten(start_dim=0).view(256, 256))",
          "kept.append((x * i).split(split_size=256)[0])",
          "let v = x * i; let f = () -> v; for z in [0] { let u = v.chunk(1)[0]; u = tanh(x);"
              + " u = v.view(size=(256, 256)); u = tanh(x) }; churn(); keep(f())",
          "let v = x.clone().requires_grad_(); let g = x * i; (v * 1).backward(gradient=g);"
              + " g = x * 9; keep(v.grad)",
          "let v = x.clone().requires_grad_(); let h = v * 1; h.retain_grad(); h.backward(x * i);"
              + " let g = h.grad; h = x * 9; churn(); keep(g)",
          "let v = x.clone().requires_grad_(); let h = tanh(v); let z = where(h > 9, h, v * i);"
              + " h = x * 9; churn(); keep(z.detach())");

  static List<String> waysOut() {
    return WAYS_OUT;
  }

  @ParameterizedTest
  @MethodSource("waysOut")
  void whatGetsOutStays(String body) {
    OwnershipTest.assertStays(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y = abs(z)",
        "y = abs(z) @ abs(z)",
        "log(abs(z)).sum()",
        "y = log(abs(z))",
        "y = gelu(z)",
        "y = where(z > 0, z, z * 2)",
        "y = z.clamp(min=0.5)",
        "y = cat([z, z], dim=1)",
        "y = z.t().contiguous()",
        "y = z[1:].clone()",
        "y = zeros(512, 512)",
      })
  void loopsReuseWhatTheyMade(String body) {
    OwnershipTest.assertReused(45, body);
  }

  /**
   * What is done with h, tanh of a leaf v, where a pointwise operation stands alone among others: a
   * pass may write its gradient over the cotangent.
   */
  private static final List<String> ALONE =
      List.of(
          "relu(h.flip(0)).flip(0).backward(t); kept.append(v.grad)",
          "let r = relu(h.flip(0)); r.register_hook(g -> kept.append(g)); r.flip(0).backward(t)",
          "let r = relu(h.flip(0)); r.retain_grad(); r.flip(0).backward(t);"
              + " kept.extend([r.grad, v.grad])",
          "let r = exp(h.flip(0)); r.grad_fn.register_hook((i, o) -> kept.extend([i[0], o[0]]));"
              + " r.flip(0).backward(t)",
          "let r = exp(h.flip(0)); r.grad_fn.register_prehook(o -> kept.append(o[0]));"
              + " r.flip(0).backward(t); kept.append(v.grad)",
          "let u = (t * 3).requires_grad_(); (h.flip(0) * u).flip(0).backward(t);"
              + " kept.extend([v.grad, u.grad])",
          "let u = (t * 3).requires_grad_(); (u - h.flip(0)).flip(0).backward(t);"
              + " kept.extend([v.grad, u.grad])",
          "let u = (t * 3).requires_grad_(); (h.flip(0) - 2 * u).flip(0).backward(t);"
              + " kept.extend([v.grad, u.grad])",
          "let q = h.flip(0); (q * q).flip(0).backward(t); kept.append(v.grad)",
          "let q = tanh(h.flip(0)).flip(0); q.backward(t, retain_graph=True); q.backward(t * 2);"
              + " kept.append(v.grad)",
          "let g = t * 2; tanh(h.flip(0)).backward(g); kept.extend([g, v.grad])",
          "let r = tanh(h.flip(0)); r.flip(0).backward(t); kept.extend([r.detach(), v.grad])",
          "let r = tanh(h.flip(0)); kept.extend(autograd.grad(r.flip(0), [r, v], t))",
          "let q = h.view(1, 1, h.shape[0], -1); let r = relu(max_pool2d(relu(q), 2));"
              + " r.sum().backward(); kept.append(v.grad)",
          "let q = cat([relu(h.flip(0)), relu(h.flip(0))]).chunk(2); (q[0] * t).sum().backward();"
              + " kept.append(v.grad)",
          "let q = Keeps(exp(Keeps(h.flip(0)))).flip(0); q.backward(t); kept.append(v.grad)",
          "let a = autograd.grad(tanh(h.flip(0)).flip(0), [v], t, create_graph=True)[0];"
              + " kept.append(a); kept.append(autograd.grad(tanh(a.flip(0)).flip(0), [v], t)[0])");

  static List<String> alone() {
    return ALONE;
  }

  @ParameterizedTest
  @MethodSource("alone")
  void whatPassesGiveStays(String body) {
    new OwnershipTest().whatPassesGiveStays(body);
  }
}
