package org.gradlang.kernel;

/** What formulas are built with; each method applies the primitive of its name. */
sealed interface FormulaMethods permits Formula {

  private Formula self() {
    return (Formula) this;
  }

  default Formula neg() {
    return Arithmetic.NEG.of(self());
  }

  default Formula abs() {
    return Arithmetic.ABS.of(self());
  }

  default Formula sign() {
    return Arithmetic.SIGN.of(self());
  }

  default Formula reciprocal() {
    return Arithmetic.RECIPROCAL.of(self());
  }

  default Formula sqrt() {
    return Arithmetic.SQRT.of(self());
  }

  default Formula rsqrt() {
    return Arithmetic.RSQRT.of(self());
  }

  default Formula exp() {
    return Exponential.EXP.of(self());
  }

  default Formula exp2() {
    return Exponential.EXP2.of(self());
  }

  default Formula expm1() {
    return Exponential.EXPM1.of(self());
  }

  default Formula log() {
    return Exponential.LOG.of(self());
  }

  default Formula log1p() {
    return Exponential.LOG1P.of(self());
  }

  default Formula log2() {
    return Exponential.LOG2.of(self());
  }

  default Formula log10() {
    return Exponential.LOG10.of(self());
  }

  default Formula tanh() {
    return Exponential.TANH.of(self());
  }

  default Formula sigmoid() {
    return Exponential.SIGMOID.of(self());
  }

  default Formula sinh() {
    return Exponential.SINH.of(self());
  }

  default Formula cosh() {
    return Exponential.COSH.of(self());
  }

  default Formula asinh() {
    return Exponential.ASINH.of(self());
  }

  default Formula acosh() {
    return Exponential.ACOSH.of(self());
  }

  default Formula atanh() {
    return Exponential.ATANH.of(self());
  }

  default Formula sin() {
    return Trigonometry.SIN.of(self());
  }

  default Formula cos() {
    return Trigonometry.COS.of(self());
  }

  default Formula tan() {
    return Trigonometry.TAN.of(self());
  }

  default Formula asin() {
    return Trigonometry.ASIN.of(self());
  }

  default Formula acos() {
    return Trigonometry.ACOS.of(self());
  }

  default Formula atan() {
    return Trigonometry.ATAN.of(self());
  }

  default Formula erf() {
    return Special.ERF.of(self());
  }

  default Formula erfc() {
    return Special.ERFC.of(self());
  }

  default Formula erfinv() {
    return Special.ERFINV.of(self());
  }

  default Formula lgamma() {
    return Special.LGAMMA.of(self());
  }

  default Formula digamma() {
    return Special.DIGAMMA.of(self());
  }

  default Formula floor() {
    return Comparison.FLOOR.of(self());
  }

  default Formula ceil() {
    return Comparison.CEIL.of(self());
  }

  default Formula round() {
    return Comparison.ROUND.of(self());
  }

  default Formula trunc() {
    return Comparison.TRUNC.of(self());
  }

  default Formula logicalNot() {
    return Logic.NOT.of(self());
  }

  default Formula bitNot() {
    return Logic.BIT_NOT.of(self());
  }

  default Formula add(Formula b) {
    return Arithmetic.ADD.of(self(), b);
  }

  default Formula add(double b) {
    return add(Formula.constant(b));
  }

  default Formula sub(Formula b) {
    return Arithmetic.SUB.of(self(), b);
  }

  default Formula sub(double b) {
    return sub(Formula.constant(b));
  }

  default Formula mul(Formula b) {
    return Arithmetic.MUL.of(self(), b);
  }

  default Formula mul(double b) {
    return mul(Formula.constant(b));
  }

  default Formula div(Formula b) {
    return Arithmetic.DIV.of(self(), b);
  }

  default Formula div(double b) {
    return div(Formula.constant(b));
  }

  default Formula pow(Formula b) {
    return Arithmetic.POW.of(self(), b);
  }

  default Formula pow(double b) {
    return pow(Formula.constant(b));
  }

  /** Rounded to float32. */
  default Formula single() {
    return Arithmetic.SINGLE.of(self());
  }

  default Formula max(Formula b) {
    return Arithmetic.MAX.of(self(), b);
  }

  default Formula max(double b) {
    return max(Formula.constant(b));
  }

  default Formula min(Formula b) {
    return Arithmetic.MIN.of(self(), b);
  }

  default Formula min(double b) {
    return min(Formula.constant(b));
  }

  default Formula floorDivide(Formula b) {
    return Arithmetic.FLOOR_DIVIDE.of(self(), b);
  }

  default Formula truncDivide(Formula b) {
    return Arithmetic.TRUNC_DIVIDE.of(self(), b);
  }

  default Formula remainder(Formula b) {
    return Arithmetic.REMAINDER.of(self(), b);
  }

  default Formula fmod(Formula b) {
    return Arithmetic.FMOD.of(self(), b);
  }

  default Formula hypot(Formula b) {
    return Arithmetic.HYPOT.of(self(), b);
  }

  default Formula copysign(Formula b) {
    return Arithmetic.COPYSIGN.of(self(), b);
  }

  default Formula atan2(Formula b) {
    return Trigonometry.ATAN2.of(self(), b);
  }

  default Formula equal(Formula b) {
    return Comparison.EQUAL.of(self(), b);
  }

  default Formula equal(double b) {
    return equal(Formula.constant(b));
  }

  default Formula notEqual(Formula b) {
    return Comparison.NOT_EQUAL.of(self(), b);
  }

  default Formula notEqual(double b) {
    return notEqual(Formula.constant(b));
  }

  default Formula less(Formula b) {
    return Comparison.LESS.of(self(), b);
  }

  default Formula less(double b) {
    return less(Formula.constant(b));
  }

  default Formula lessEqual(Formula b) {
    return Comparison.LESS_EQUAL.of(self(), b);
  }

  default Formula lessEqual(double b) {
    return lessEqual(Formula.constant(b));
  }

  default Formula logicalAnd(Formula b) {
    return Logic.AND.of(self(), b);
  }

  default Formula logicalOr(Formula b) {
    return Logic.OR.of(self(), b);
  }

  default Formula logicalXor(Formula b) {
    return Logic.XOR.of(self(), b);
  }

  default Formula bitAnd(Formula b) {
    return Logic.BIT_AND.of(self(), b);
  }

  default Formula bitOr(Formula b) {
    return Logic.BIT_OR.of(self(), b);
  }

  default Formula bitXor(Formula b) {
    return Logic.BIT_XOR.of(self(), b);
  }

  default Formula greater(Formula b) {
    return b.less(self());
  }

  default Formula greater(double b) {
    return greater(Formula.constant(b));
  }

  default Formula greaterEqual(Formula b) {
    return b.lessEqual(self());
  }

  default Formula greaterEqual(double b) {
    return greaterEqual(Formula.constant(b));
  }

  /** {@code yes} where this is not 0, else {@code no}. */
  default Formula select(Formula yes, Formula no) {
    return Comparison.SELECT.of(self(), yes, no);
  }

  default Formula select(double yes, Formula no) {
    return select(Formula.constant(yes), no);
  }

  default Formula select(double yes, double no) {
    return select(Formula.constant(yes), Formula.constant(no));
  }

  default Formula select(Formula yes, double no) {
    return select(yes, Formula.constant(no));
  }

  default Formula polygamma(int n) {
    return Special.POLYGAMMA.of(self(), Formula.constant(n));
  }

  default Formula square() {
    return mul(self());
  }

  default Formula isNan() {
    return notEqual(self());
  }

  default Formula isInfinite() {
    return abs().equal(Double.POSITIVE_INFINITY);
  }

  default Formula isFinite() {
    return abs().less(Double.POSITIVE_INFINITY);
  }
}
