package org.gradlang.stdlib;

/**
 * Which file of the standard library declares which public name of which namespace. A file is
 * parsed when a name of it is first used; a test compares this list with what the files declare.
 *
 * <p>It is Java because every program begins with it: to open the library's archive for a text
 * would take 10 ms before a short program starts.
 */
final class Contents {
  /** Namespace, file, names. Those of {@code *} are always there, those of {@code -} built in. */
  static final Index INDEX =
      Index.parse(
          """
          nn                   nn/linear              Identity Linear Bilinear
          nn                   nn/container           Sequential ModuleList ModuleDict ParameterList ParameterDict
          nn                   nn/flatten             Flatten Unflatten
          nn                   nn/activation          ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU SiLU Mish Hardswish
          nn                   nn/squashing           Sigmoid Tanh Hardsigmoid Hardtanh LogSigmoid Softplus Softsign Tanhshrink Hardshrink Softshrink Threshold
          nn                   nn/softmax             Softmax Softmax2d LogSoftmax Softmin GLU
          nn                   nn/dropout             Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout
          nn                   nn/embedding           Embedding EmbeddingBag
          nn                   nn/normalization       LayerNorm GroupNorm LocalResponseNorm RMSNorm
          nn                   nn/batchnorm           BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d
          nn                   nn/distance            CosineSimilarity PairwiseDistance
          nn                   nn/loss                MSELoss L1Loss SmoothL1Loss HuberLoss CrossEntropyLoss NLLLoss BCELoss BCEWithLogitsLoss KLDivLoss GaussianNLLLoss PoissonNLLLoss CTCLoss
          nn                   nn/margin_loss         MarginRankingLoss HingeEmbeddingLoss CosineEmbeddingLoss SoftMarginLoss MultiMarginLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss FocalLoss
          nn.utils             nn/utils               clip_grad_norm_ clip_grad_value_ parameters_to_vector vector_to_parameters
          nn.utils             nn/reparametrize       weight_norm remove_weight_norm spectral_norm remove_spectral_norm
          nn.utils             nn/fusion              fuse_conv_bn_eval fuse_conv_bn_weights skip_init
          nn.init              init                   calculate_gain uniform_ normal_ trunc_normal_ constant_ ones_ zeros_ eye_ dirac_ xavier_uniform_ xavier_normal_ kaiming_uniform_ kaiming_normal_ sparse_ _calculate_fan_in_and_fan_out _calculate_correct_fan
          nn.init              orthogonal             orthogonal_
          nn.functional        functional/loss        _legacy_reduction margin_ranking_loss hinge_embedding_loss cosine_embedding_loss multilabel_soft_margin_loss triplet_margin_loss triplet_margin_with_distance_loss gaussian_nll_loss poisson_nll_loss focal_loss
          nn.functional        functional/gumbel      gumbel_softmax
          nn.functional        functional/upsampling  upsample_nearest upsample_bilinear
          optim                optim/sgd              SGD
          optim                optim/adam             Adam AdamW
          optim                optim/adam_variants    Adamax NAdam RAdam
          optim                optim/rmsprop          RMSprop
          optim                optim/adagrad          Adagrad Adadelta
          optim                optim/rprop            Rprop ASGD
          optim                optim/lbfgs            LBFGS
          optim.swa_utils      optim/swa_utils        AveragedModel update_bn SWALR
          optim.base           optim/optimizer        optimizer
          optim.base           optim/lr_scheduler     scheduler
          optim.lr_scheduler   optim/lr_scheduler     LambdaLR MultiplicativeLR StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR CosineAnnealingLR
          optim.lr_scheduler   optim/cyclic           CosineAnnealingWarmRestarts CyclicLR OneCycleLR
          optim.lr_scheduler   optim/combined         ChainedScheduler SequentialLR ReduceLROnPlateau
          *                    images                 make_grid save_image
          data                 data/dataset           TensorDataset Subset ConcatDataset ChainDataset random_split
          data                 data/sampler           SequentialSampler RandomSampler SubsetRandomSampler WeightedRandomSampler BatchSampler
          data                 data/collate           default_collate default_convert
          data                 data/loader            DataLoader
          data                 data/pool              ImagePool
          data.transforms      data/transforms        Compose Lambda ToTensor ConvertImageDtype Normalize Resize CenterCrop Pad Grayscale RandomCrop RandomResizedCrop RandomHorizontalFlip RandomVerticalFlip RandomRotation RandomAffine RandomApply
          data.transforms.functional  data/image      hflip vflip crop center_crop pad resize rotate affine normalize rgb_to_grayscale to_tensor convert_image_dtype
          nn                   nn/conv                Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d
          nn                   nn/pooling             MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d LPPool1d LPPool2d
          nn                   nn/padding             ZeroPad1d ZeroPad2d ZeroPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d CircularPad1d CircularPad2d CircularPad3d
          nn                   nn/vision              Upsample UpsamplingNearest2d UpsamplingBilinear2d PixelShuffle PixelUnshuffle ChannelShuffle Unfold Fold
          nn                   nn/recurrent_cell      RNNCell LSTMCell GRUCell
          nn                   nn/recurrent           RNN LSTM GRU
          nn                   nn/lazy                LazyLinear LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d
          nn                   nn/conv_recurrent      ConvLSTMCell ConvLSTM
          nn                   nn/unpooling           MaxUnpool1d MaxUnpool2d MaxUnpool3d FractionalMaxPool2d FractionalMaxPool3d
          nn                   nn/adaptive_softmax    AdaptiveLogSoftmaxWithLoss
          nn.utils.parametrize nn/parametrize         ParametrizationList is_parametrized register_parametrization remove_parametrizations type_before_parametrizations
          nn.utils.parametrizations nn/parametrizations  spectral_norm weight_norm
          nn.utils.rnn         nn/packed              PackedSequence invert_permutation pack_padded_sequence pad_packed_sequence pad_sequence unpad_sequence pack_sequence unpack_sequence
          nn                   nn/attention           MultiheadAttention
          nn                   nn/transformer         TransformerEncoderLayer TransformerDecoderLayer TransformerEncoder TransformerDecoder Transformer
          nn.functional        -                      relu relu6 leaky_relu prelu rrelu elu selu celu gelu silu mish sigmoid tanh hardtanh hardsigmoid hardswish logsigmoid softplus softsign tanhshrink hardshrink softshrink threshold
          nn.functional        -                      relu_ leaky_relu_ rrelu_ elu_ selu_ celu_ hardtanh_ threshold_
          nn.functional        -                      softmax log_softmax softmin glu normalize
          nn.functional        -                      linear bilinear embedding embedding_bag one_hot
          nn.functional        -                      dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout
          nn.functional        -                      batch_norm instance_norm layer_norm group_norm local_response_norm rms_norm
          nn.functional        -                      mse_loss l1_loss smooth_l1_loss huber_loss cross_entropy nll_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div soft_margin_loss multi_margin_loss multilabel_margin_loss
          nn.functional        -                      cosine_similarity pairwise_distance pdist ctc_loss scaled_dot_product_attention
          nn.functional        -                      conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d
          nn.functional        -                      max_pool1d max_pool2d max_pool3d max_unpool1d max_unpool2d max_unpool3d avg_pool1d avg_pool2d avg_pool3d lp_pool1d lp_pool2d
          nn.functional        -                      adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool2d adaptive_max_pool3d
          nn.functional        -                      fractional_max_pool2d fractional_max_pool3d fractional_max_pool2d_with_indices fractional_max_pool3d_with_indices adaptive_max_pool1d_with_indices adaptive_max_pool2d_with_indices adaptive_max_pool3d_with_indices max_pool1d_with_indices max_pool2d_with_indices max_pool3d_with_indices conv_tbc
          nn.functional        -                      pad interpolate upsample unfold fold pixel_shuffle pixel_unshuffle channel_shuffle grid_sample affine_grid
          autograd             autograd               jacobian hessian vjp jvp vhp hvp
          autograd             gradcheck              gradcheck gradgradcheck
          """);

  private Contents() {}
}
