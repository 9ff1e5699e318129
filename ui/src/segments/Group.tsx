import { Button } from '@mantine/core';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Add } from './Add';
import { Chips } from './Chips';
import { type All, type Any, at, isLeaf, kindOf, levelOf, MOST_DEEP, type Node, type Not, partsOf, type Path, pointerOf, put, samePath, type Step } from './criteria';
import { Move } from './Move';
import { Odd } from './Odd';
import { Picker } from './Picker';
import pickerCss from './Picker.module.css';
import { Remove } from './Remove';
import css from './Sentence.module.css';
import { Told } from './Told';
import { useEditor } from './useEditor';

type Mode = 'any' | 'all' | 'notAny' | 'notAll';

/** How many of a group's conditions must hold; inside a group «not» is a part of it, at the top «кроме» says so already. */
export function ModeChip({ path, not, inside }: { path: Path; not: boolean; inside: boolean }) {
    const { t } = useTranslation();
    const editor = useEditor();
    const name = useId();
    const chip = useRef<HTMLButtonElement>(null);
    const group = at(editor.treeShown, not ? [...path, 'not'] : path) as All | Any;
    const { word, parts } = partsOf(group);
    const mode: Mode = not && inside ? (word === 'any' ? 'notAny' : 'notAll') : word;
    const open = editor.opened?.what === 'mode' && samePath(editor.opened.path, path);
    if (editor.fixed) return <b>{t(`segments.mode.${mode}`)}</b>;
    const change = (next: Mode) => {
        const bare: Node = next === 'all' || next === 'notAll' ? { all: parts } : { any: parts };
        const negated = inside ? next === 'notAny' || next === 'notAll' : not;
        editor.setTree(put(editor.treeShown, path, negated ? { not: bare } : bare));
    };
    const modes: Mode[] = inside ? ['any', 'all', 'notAny', 'notAll'] : ['any', 'all'];
    return (
        <>
            <button
                ref={chip}
                type="button"
                className={css.chip}
                data-chip={`${pointerOf(path)} mode`}
                data-open={open || undefined}
                aria-haspopup="dialog"
                aria-expanded={open}
                aria-keyshortcuts="Delete"
                onClick={(event) => (open ? editor.cancel() : editor.open({ what: 'mode', path }, event.currentTarget))}
            >
                {t(`segments.mode.${mode}`)}
            </button>
            {open && (
                <Picker label={t('segments.mode.label')} anchor={() => chip.current} onCancel={editor.cancel} onLeave={editor.cancel}>
                    <form
                        onSubmit={(event) => {
                            event.preventDefault();
                            editor.cancel();
                        }}
                    >
                        <div role="radiogroup" aria-label={t('segments.mode.label')} className={pickerCss.compare}>
                            {modes.map((one) => (
                                <div key={one} className={pickerCss.row}>
                                    <input
                                        id={`${name}-${one}`}
                                        type="radio"
                                        name={name}
                                        checked={one === mode}
                                        data-autofocus={one === mode || undefined}
                                        onChange={() => change(one)}
                                    />
                                    <label htmlFor={`${name}-${one}`}>{t(`segments.modeMeans.${one}`)}</label>
                                </div>
                            ))}
                        </div>
                        <div className={pickerCss.foot}>
                            <Button type="submit" variant="filled" size="compact">
                                {t('segments.done')}
                            </Button>
                        </div>
                    </form>
                </Picker>
            )}
        </>
    );
}

const same = (path: Path, ...steps: Step[]): Path => [...path, ...steps];

/** The conditions of a group as an indented outline. `path` is the group's own, behind any «not». */
export function Outline({ path }: { path: Path }) {
    const { t } = useTranslation();
    const editor = useEditor();
    const node = at(editor.treeShown, path);
    const { word, parts } = partsOf(node as All | Any);
    return (
        <div className={css.outline}>
            <ul>
                {parts.map((part, index) => {
                    const place = same(path, word, index);
                    return (
                        // Parts have no names of their own: their place is what they are.
                        // oxlint-disable-next-line react/no-array-index-key
                        <li key={index} className={css.part} data-part>
                            <div className={css.partSaid}>
                                {index > 0 && <span className={css.between}>{t(`segments.between.${word}`)}</span>} <Part node={part} path={place} />
                                <Move path={place} />
                                <Remove path={place} />
                            </div>
                            <Told path={place} />
                            <Inside node={part} path={place} />
                        </li>
                    );
                })}
            </ul>
            {!editor.fixed && (
                <div className={css.partActs}>
                    {levelOf(path) + 1 <= MOST_DEEP && <Add adding={{ as: 'part', path }} text={t(`segments.addTo.${word}`)} small />}
                    {levelOf(path) + 2 <= MOST_DEEP && <Add adding={{ as: 'group', path }} text={t('segments.addGroup')} small />}
                </div>
            )}
        </div>
    );
}

/** The first line of a part: a condition, or what a group asks for. */
function Part({ node, path }: { node: Node; path: Path }) {
    const { t } = useTranslation();
    switch (kindOf(node)) {
        case 'leaf':
            return <Chips path={path} />;
        case 'all':
        case 'any':
            return (
                <>
                    {t('segments.holds')} <ModeChip path={path} not={false} inside />:
                </>
            );
        case 'not': {
            const inner = (node as Not).not;
            if (isLeaf(inner)) {
                return (
                    <>
                        {t('segments.untrue')} <Chips path={same(path, 'not')} />
                    </>
                );
            }
            if (kindOf(inner) === 'all' || kindOf(inner) === 'any') {
                return (
                    <>
                        {t('segments.fails')} <ModeChip path={path} not inside />:
                    </>
                );
            }
            return (
                <>
                    {t('segments.untrue')} <Part node={inner} path={same(path, 'not')} />
                </>
            );
        }
        default:
            return <Odd path={path} />;
    }
}

/** What stands below the first line of a part. */
function Inside({ node, path }: { node: Node; path: Path }) {
    const kind = kindOf(node);
    if (kind === 'all' || kind === 'any') return <Outline path={path} />;
    return kind === 'not' ? <Inside node={(node as Not).not} path={same(path, 'not')} /> : null;
}

/** A line that is more than one condition. */
export function GroupLine({ node, path, lead }: { node: Node; path: Path; lead: string }) {
    const not = kindOf(node) === 'not';
    const inner = not ? (node as Not).not : node;
    const kind = kindOf(inner);
    if (kind === 'all' || kind === 'any') {
        return (
            <>
                {lead} <ModeChip path={path} not={not} inside={false} />:
            </>
        );
    }
    if (not && kind === 'not') {
        return (
            <>
                {lead} <Part node={inner} path={same(path, 'not')} />
            </>
        );
    }
    return <Odd path={not ? same(path, 'not') : path} />;
}

export { Inside };
