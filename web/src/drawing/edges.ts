// Edges whose line tells their status: whole, dashed, dotted or struck, with an arrow head, edges of one pair side by side.
// One WebGL program: a strip along the edge, in whose fragments the line is drawn in pixels.

import type { Attributes } from "graphology-types";
import { EdgeProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import { COLOURED, COLOURS, DECLARED, FLOAT, setUniforms, TRIANGLES, UNIFORMS } from "./program.ts";

export const LINES = { whole: 0, dashed: 1, dotted: 2, struck: 3 } as const;
export type Line = keyof typeof LINES;

/** How far apart edges of one pair lie, in pixels. */
export const LANE = 7;

export interface EdgeLook extends EdgeDisplayData {
  lane: number; // pixels to the left of the straight line, seen from the source
  line: number; // one of LINES
  arrow: number; // 1 with a head
}

const VERTEX = /* glsl */ `
${DECLARED}attribute vec2 a_start;
attribute vec2 a_end;
attribute vec2 a_radii;
attribute vec4 a_look;
attribute vec3 a_corner;
varying vec3 v_place;
varying float v_half;
varying float v_line;
varying float v_part;

// Two strips an edge, no wider than what is drawn in them: the line up to its head, and the head. Lengths are in pixels.
void main() {
  float pixel = 2.0 * u_correctionRatio;
  vec2 way = a_end - a_start;
  float pixels = length(way) / pixel;
  vec2 along = way / max(length(way), 1e-9);
  vec2 across = vec2(-along.y, along.x);
  v_half = max(a_look.x / u_sizeRatio, 1.0) / 2.0;
  v_line = a_look.z;
  v_part = a_corner.z;
  float from = min(a_radii.x / u_sizeRatio, pixels);
  float to = max(from, pixels - a_radii.y / u_sizeRatio - 1.0);
  float head = a_look.w > 0.5 ? min(4.0 + 5.0 * v_half, to - from) : 0.0;
  float at = v_part < 0.5 ? mix(from, to - head, a_corner.x) : mix(to - head, to, a_corner.x);
  float line = v_half + (v_line > 2.5 ? 3.5 : 0.75);
  #ifdef PICKING_MODE
  line = max(v_half + 1.0, 3.0);
  #endif
  float reach = v_part < 0.5 ? line : max(0.45 * head + 0.75, line);
  float side = a_look.y + a_corner.y * reach;
  vec2 place = a_start + (along * at + across * side) * pixel;
  gl_Position = vec4((u_matrix * vec3(place, 1)).xy, 0, 1);
  v_place = vec3(at - from, a_corner.y * reach, to - at);
  ${COLOURED}
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec3 v_place;
varying float v_half;
varying float v_line;
varying float v_part;

void main() {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float width = v_half;
  float on = 1.0;
  if (v_part > 0.5) width = max(0.45 * v_place.z, 0.0);
  else if (v_line > 2.5) width += mod(v_place.x, 14.0) < 1.8 ? 2.5 : 0.0;
  else if (v_line > 1.5) on = step(mod(v_place.x, 2.0 * v_half + 4.0), 2.0 * v_half + 0.5);
  else if (v_line > 0.5) on = step(mod(v_place.x, 13.0), 8.0);
  float share = on * clamp(width + 0.5 - abs(v_place.y), 0.0, 1.0);
  gl_FragColor = v_color * share;
  #endif
}
`;

export class ClaimProgram extends EdgeProgram<(typeof UNIFORMS)[number], Attributes, Attributes, Attributes> {
  /** Whether edges are drawn for the pointer too; not for the first picture, which nobody points at yet. */
  static pointed = false;

  override render(params: RenderParams): void {
    const pick = this.pickProgram;
    if (!ClaimProgram.pointed) this.pickProgram = null;
    super.render(params);
    this.pickProgram = pick;
  }

  getDefinition() {
    return {
      VERTICES: 12,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_radii", size: 2, type: FLOAT },
        { name: "a_look", size: 4, type: FLOAT },
        ...COLOURS,
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 3, type: FLOAT }],
      CONSTANT_DATA: [0, 1].flatMap((part) => [
        [0, 1, part],
        [0, -1, part],
        [1, 1, part],
        [1, 1, part],
        [0, -1, part],
        [1, -1, part],
      ]),
    };
  }

  processVisibleItem(
    id: number,
    start: number,
    source: NodeDisplayData,
    target: NodeDisplayData,
    data: EdgeDisplayData,
  ): void {
    const { array } = this;
    const look = data as EdgeLook;
    const values = [
      source.x,
      source.y,
      target.x,
      target.y,
      source.size,
      target.size,
      look.size,
      look.lane,
      look.line,
    ];
    for (let at = 0; at < 9; at++) array[start + at] = values[at];
    array[start + 9] = look.arrow;
    array[start + 10] = floatColor(look.color);
    array[start + 11] = id;
  }

  setUniforms(params: RenderParams, info: ProgramInfo): void {
    setUniforms(params, info);
  }
}
