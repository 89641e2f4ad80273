package org.gradlang.op;

/** The text of {@link OperationIndex}, written by {@code tools/operations}. */
final class OperationNames {
  private static final String TEXT =
      """
      add add_ sub sub_ subtract subtract_ rsub neg neg_ negative negative_ positive mul mul_ multiply multiply_ addcmul addcmul_ addcdiv addcdiv_ div div_ divide divide_ true_divide true_divide_ floor_divide floor_divide_ remainder remainder_ fmod fmod_ reciprocal reciprocal_ lerp lerp_
      pow pow_ float_power float_power_ square square_ sqrt sqrt_ rsqrt rsqrt_
      exp exp_ exp2 exp2_ expm1 expm1_ log log_ log1p log1p_ log2 log2_ log10 log10_ sigmoid sigmoid_ logit logit_ sin sin_ cos cos_ tan tan_ asin asin_ arcsin arcsin_ acos acos_ arccos arccos_ atan atan_ arctan arctan_ deg2rad deg2rad_ rad2deg rad2deg_ sinc sinc_ sinh sinh_ cosh cosh_ tanh tanh_ asinh asinh_ arcsinh arcsinh_ acosh acosh_ arccosh arccosh_ atanh atanh_ arctanh arctanh_ atan2 atan2_ arctan2 arctan2_ hypot hypot_ copysign copysign_ xlogy xlogy_ special_xlog1py() special_xlog1py_() logaddexp logaddexp_ logaddexp2 logaddexp2_ ldexp ldexp_
      erf erf_ erfc erfc_ erfinv erfinv_ special_erfcx() special_erfcx_() special_entr() special_ndtr() special_ndtr_() special_ndtri() special_ndtri_() special_log_ndtr() lgamma lgamma_ digamma digamma_ polygamma polygamma_ mvlgamma mvlgamma_ igamma igamma_ igammac igammac_ special_zeta() i0 i0_ special_i0e() special_i0e_() special_i1() special_i1_() special_i1e() special_i1e_()
      special_bessel_j0() special_bessel_j1() special_bessel_y0() special_bessel_y1() special_spherical_bessel_j0() special_airy_ai() special_modified_bessel_i0() special_modified_bessel_i1() special_modified_bessel_k0() special_modified_bessel_k1() special_scaled_modified_bessel_k0() special_scaled_modified_bessel_k1() special_chebyshev_polynomial_t() special_chebyshev_polynomial_u() special_chebyshev_polynomial_v() special_chebyshev_polynomial_w() special_shifted_chebyshev_polynomial_t() special_shifted_chebyshev_polynomial_u() special_shifted_chebyshev_polynomial_v() special_shifted_chebyshev_polynomial_w() special_hermite_polynomial_h() special_hermite_polynomial_he() special_laguerre_polynomial_l() special_legendre_polynomial_p()
      gcd gcd_ lcm lcm_ bitwise_left_shift bitwise_left_shift_ bitwise_right_shift bitwise_right_shift_
      frexp nextafter nextafter_ angle angle_ conj conj_physical resolve_conj resolve_neg real() conj_physical_
      where masked_fill masked_fill_ maximum maximum_ minimum minimum_ fmax fmax_ fmin fmin_ heaviside heaviside_ clamp clamp_ clip clip_ clamp_min clamp_min_ clamp_max clamp_max_ abs abs_ absolute absolute_ sign sign_ sgn sgn_ nan_to_num nan_to_num_ floor floor_ ceil ceil_ trunc trunc_ fix fix_ frac frac_ round round_
      eq eq_ ne ne_ not_equal not_equal_ lt lt_ less less_ le le_ less_equal less_equal_ gt gt_ greater greater_ ge ge_ greater_equal greater_equal_ logical_and logical_and_ logical_or logical_or_ logical_xor logical_xor_ logical_not logical_not_ bitwise_and bitwise_and_ bitwise_or bitwise_or_ bitwise_xor bitwise_xor_ bitwise_not bitwise_not_ isnan isinf isfinite isposinf isneginf isreal signbit isclose allclose equal
      relu relu_ relu6() relu6_() leaky_relu() leaky_relu_() rrelu() rrelu_() prelu threshold() threshold_() hardtanh() hardtanh_() hardsigmoid() hardsigmoid_() hardswish() hardswish_() elu() elu_() selu selu_ celu celu_ gelu() silu() silu_() mish() mish_() softplus() softplus_() logsigmoid() log_sigmoid() softsign() softsign_() tanhshrink() tanhshrink_() glu() hardshrink hardshrink_ softshrink() softshrink_()
      sum mean prod nansum nanmean any all count_nonzero
      max min amax amin aminmax argmax argmin
      var std var_mean std_mean norm dist renorm renorm_
      softmax log_softmax softmin() logsumexp
      cumsum cumsum_ cumprod cumprod_ cummax cummin logcumsumexp
      diff trapezoid() trapz() cumulative_trapezoid()
      gradient()
      quantile nanquantile cov corrcoef
      .view .view_as reshape .reshape_as ravel flatten unflatten squeeze squeeze_ unsqueeze unsqueeze_ .resize_ .resize_as_ atleast_1d() atleast_2d() atleast_3d()
      transpose transpose_ swapaxes_ swapaxes swapdims_ swapdims t t_ adjoint permute movedim moveaxis
      select narrow diagonal .unfold as_strided as_strided_ narrow_copy
      .expand .expand_as broadcast_to .sum_to_size broadcast_tensors()
      flip fliplr flipud roll rot90 .repeat tile repeat_interleave
      tril tril_ triu triu_
      diag diag_embed diagflat trace block_diag() .fill_diagonal_
      cat() concat() concatenate() stack() hstack() vstack() row_stack() dstack() column_stack()
      unbind split split_with_sizes chunk unsafe_split unsafe_split_with_sizes unsafe_chunk
      tensor_split hsplit vsplit dsplit
      meshgrid() cartesian_prod() combinations broadcast_shapes()
      .getitem .setitem index_put index_put_
      gather index_select masked_select take take_along_dim
      scatter scatter_ scatter_add scatter_add_ index_add index_add_ index_copy index_copy_ index_fill index_fill_ masked_scatter masked_scatter_ put put_
      select_scatter slice_scatter diagonal_scatter as_strided_scatter
      scatter_reduce scatter_reduce_ index_reduce index_reduce_
      histogram unravel_index()
      sort argsort msort topk kthvalue median nanmedian mode nonzero argwhere unique unique_consecutive bincount histc isin() searchsorted() bucketize() one_hot()
      mm bmm mv dot vdot matmul addmm addmm_ baddbmm baddbmm_ addmv addmv_ addr addr_ addbmm addbmm_ outer ger inner vecdot() tensordot() nuclear_norm() frobenius_norm() cross kron linear() bilinear() einsum() multi_dot() chain_matmul()
      linalg_matmul() linalg_vecdot() linalg_multi_dot() linalg_cross() linalg_diagonal() cdist() pdist vander() linalg_vander()
      det linalg_det() slogdet linalg_slogdet() logdet inverse linalg_inv() linalg_solve() linalg_solve_triangular() triangular_solve
      linalg_inv_ex() linalg_solve_ex() linalg_cholesky_ex()
      linalg_cholesky() cholesky cholesky_solve cholesky_inverse linalg_qr() qr linalg_eigh() linalg_eigvalsh() linalg_svd() linalg_svdvals() svd
      linalg_eig() linalg_eigvals()
      svd_lowrank() pca_lowrank()
      linalg_lu_factor() linalg_lu_factor_ex() lu linalg_lu() lu_unpack() lu_solve linalg_lu_solve()
      linalg_householder_product() orgqr ormqr geqrf
      linalg_tensorinv() linalg_tensorsolve()
      matrix_power linalg_matrix_power() matrix_exp linalg_matrix_exp() linalg_pinv() pinverse linalg_lstsq()
      linalg_norm() linalg_vector_norm() linalg_matrix_norm() linalg_cond() linalg_matrix_rank()
      normalize() cosine_similarity() pairwise_distance()
      mse_loss l1_loss smooth_l1_loss huber_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div
      soft_margin_loss() multi_margin_loss() multilabel_margin_loss()
      nll_loss cross_entropy
      ctc_loss()
      conv_tbc() conv1d() conv_transpose1d() conv2d() conv_transpose2d() conv3d() conv_transpose3d()
      avg_pool1d() adaptive_avg_pool1d() avg_pool2d() adaptive_avg_pool2d() avg_pool3d() adaptive_avg_pool3d() lp_pool1d() lp_pool2d()
      max_pool1d() max_pool1d_with_indices() adaptive_max_pool1d() adaptive_max_pool1d_with_indices() max_unpool1d() max_pool2d() max_pool2d_with_indices() adaptive_max_pool2d() adaptive_max_pool2d_with_indices() max_unpool2d() max_pool3d() max_pool3d_with_indices() adaptive_max_pool3d() adaptive_max_pool3d_with_indices() max_unpool3d()
      fractional_max_pool2d() fractional_max_pool2d_with_indices() fractional_max_pool3d() fractional_max_pool3d_with_indices()
      pad() constant_pad_nd()
      unfold() fold() pixel_shuffle pixel_unshuffle channel_shuffle
      interpolate() upsample()
      grid_sample() affine_grid()
      batch_norm() layer_norm() group_norm() instance_norm() rms_norm() local_response_norm()
      embedding embedding_bag
      scaled_dot_product_attention()
      dropout() dropout1d() dropout2d() dropout3d() feature_dropout() alpha_dropout() feature_alpha_dropout()
      optim_sgd_() optim_adam_() optim_adamax_() optim_nadam_() optim_radam_() optim_rmsprop_() optim_adagrad_() optim_adadelta_() optim_rprop_()
      lstm_layer()
      zeros() zeros_like() .new_zeros ones() ones_like() .new_ones empty() empty_like() .new_empty full() full_like() .new_full scalar_tensor() arange() linspace() logspace() tensor() as_tensor() asarray() .new_tensor eye() tril_indices() triu_indices() hann_window() hamming_window() blackman_window() bartlett_window()
      rand() rand_like() randn() randn_like() randint() randint_like() randperm() bernoulli multinomial poisson() normal() .uniform_ .normal_ .exponential_ .log_normal_ .cauchy_ .geometric_ .bernoulli_ .random_ manual_seed() seed() initial_seed() get_rng_state() set_rng_state()
      clone .contiguous .to .float .double .long .bool .type .type_as .cpu .copy_ fill fill_ zero_ result_type() promote_types() can_cast() is_floating_point .element_size
      .size .stride numel storage_offset is_contiguous is_nonzero is_same_size ._is_view is_tensor()
      .backward detach detach_ .requires_grad_ .set_ .retain_grad is_inference
      """;

  private OperationNames() {}

  static String text() {
    return TEXT;
  }
}
