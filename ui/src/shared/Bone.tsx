import css from './Bone.module.css';

/** A grey place of the size the thing will have. Does not move: a page that waits should not fidget. */
export function Bone({ width, height }: { width: number | string; height: number }) {
    return <span className={css.bone} style={{ width, height }} />;
}
