parser grammar GradParser;

options {
  tokenVocab = GradLexer;
}

program: NAME* EOF;
