// What the WebGL programs of nodes and edges share: how colours reach a fragment, and what sigma tells of the camera.

import type { ProgramInfo } from "sigma/rendering";
import type { RenderParams } from "sigma/types";

export const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
export const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_correctionRatio"] as const;

export const DECLARED = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
`;

/** The colour of a fragment: for the pointer, the item's number. */
export const COLOURED = /* glsl */ `
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
`;

export const COLOURS = [
  { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
  { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
];

export function setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
  gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
  gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
}
