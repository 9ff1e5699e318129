import type { Path } from './criteria';
import css from './Sentence.module.css';
import { useEditor } from './useEditor';

/** What the server found wrong with a line, or with a part of a group. */
export function Told({ path }: { path: Path }) {
    return useEditor()
        .toldAt(path)
        .map((detail) => (
            <p key={detail} role="alert" className={css.problem}>
                {detail}
            </p>
        ));
}
