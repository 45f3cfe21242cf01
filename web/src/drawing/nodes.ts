// Nodes as shapes that can be told apart without colour: one WebGL program, the shape chosen in the fragment.

import type { Attributes } from "graphology-types";
import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import { COLOURED, COLOURS, DECLARED, FLOAT, setUniforms, TRIANGLES, UNIFORMS } from "./program.ts";

/** The names that kg/looks.py gives the shapes. */
export const SHAPES = ["dot", "triangle", "square", "diamond", "hexagon"];

const VERTEX = /* glsl */ `
${DECLARED}attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
varying vec2 v_place;
varying float v_pixel;
varying float v_shape;

void main() {
  // A triangle around the disc; places within are counted in radii of the node.
  float radius = 2.0 * a_size * u_correctionRatio / u_sizeRatio;
  vec2 corner = 2.4 * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + radius * corner, 1)).xy, 0, 1);
  v_place = corner;
  v_pixel = u_sizeRatio / a_size;
  v_shape = a_shape;
  ${COLOURED}
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_place;
varying float v_pixel;
varying float v_shape;

// How far a place lies outside of a shape, in radii; below zero inside.
float outside(vec2 p) {
  vec2 q = abs(p);
  if (v_shape < 0.5) return length(p) - 1.0;
  if (v_shape < 1.5) return max(0.866 * q.x + 0.5 * p.y - 0.58, -p.y - 0.58);
  if (v_shape < 2.5) return max(q.x, q.y) - 0.86;
  if (v_shape < 3.5) return 0.7071 * (q.x + q.y - 1.18);
  return max(q.y, 0.866 * q.x + 0.5 * q.y) - 0.92;
}

void main() {
  float edge = outside(v_place);
  #ifdef PICKING_MODE
  if (edge > v_pixel) discard;
  gl_FragColor = v_color;
  #else
  float share = 1.0 - smoothstep(-v_pixel, v_pixel * 0.5, edge);
  gl_FragColor = mix(vec4(0.0), v_color, share);
  #endif
}
`;

export interface NodeLook extends NodeDisplayData {
  shape: number; // an index of SHAPES
}

export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number], Attributes, Attributes, Attributes> {
  getDefinition() {
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        ...COLOURS,
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(id: number, start: number, data: NodeDisplayData): void {
    const { array } = this;
    array[start] = data.x;
    array[start + 1] = data.y;
    array[start + 2] = data.size;
    array[start + 3] = (data as NodeLook).shape;
    array[start + 4] = floatColor(data.color);
    array[start + 5] = id;
  }

  setUniforms(params: RenderParams, info: ProgramInfo): void {
    setUniforms(params, info);
  }
}
