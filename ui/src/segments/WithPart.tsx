import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Part, PartProps } from './about';
import type { EventAttribute, EventKind } from './api';
import type { Catalogue } from './catalogue';
import type { AboutLeaf } from './criteria';
import { isText, listOf } from './leaf';
import { isRange, RangeSlots } from './parts';
import css from './Picker.module.css';
import { useSpeaker } from './useSpeaker';

/** The most details one condition takes. */
const MOST = 5;

export type Detail = { attribute: string; values?: unknown; at_least?: unknown; at_most?: unknown };

export const detailsOf = (leaf: AboutLeaf): Detail[] => (Array.isArray(leaf.with) ? (leaf.with as Detail[]) : []);

export const eventKindOf = (catalogue: Catalogue, leaf: AboutLeaf): EventKind | null => catalogue.eventKinds.find(({ key }) => key === leaf.kind) ?? null;

export const titleIn = (language: 'ru' | 'en', { titleRu, titleEn }: { titleRu: string; titleEn: string }): string => (language === 'en' ? titleEn : titleRu);

function isWhole({ attribute, values, at_least, at_most }: Detail): boolean {
    if (!isText(attribute)) return false;
    if (values === undefined) return isRange({ at_least, at_most }, 'number');
    return at_least === undefined && at_most === undefined && Array.isArray(values) && values.length > 0 && values.every(isText);
}

/** What attributes the event had. */
export const withDetails: Part = {
    members: ['with'],
    isComplete: (leaf) => leaf.with === undefined || (Array.isArray(leaf.with) && leaf.with.length > 0 && leaf.with.length <= MOST && detailsOf(leaf).every(isWhole)),
    Editor: WithDetails,
};

function WithDetails({ catalogue, leaf, onLeaf }: PartProps) {
    const { t } = useTranslation();
    const attributes = eventKindOf(catalogue, leaf)?.attributes ?? [];
    const details = detailsOf(leaf);
    const set = (next: Detail[]) => onLeaf({ ...leaf, with: next.length === 0 ? undefined : next });
    const [firstAttribute] = attributes;
    return (
        <div className={css.details}>
            {details.map((detail, index) => (
                // Details have no names of their own: their place is what they are.
                // oxlint-disable-next-line react/no-array-index-key
                <fieldset key={index}>
                    <legend className="sr">{t('segments.part.with')}</legend>
                    <OneDetail detail={detail} attributes={attributes} onDetail={(next) => set(details.with(index, next))} onDrop={() => set(details.toSpliced(index, 1))} />
                </fieldset>
            ))}
            {firstAttribute && details.length < MOST && (
                <button type="button" className="act s14" onClick={() => set([...details, blank(firstAttribute)])}>
                    {t('segments.part.addWith')}
                </button>
            )}
        </div>
    );
}

const blank = ({ key, type }: EventAttribute): Detail => (type === 'number' ? { attribute: key } : { attribute: key, values: [] });

type OneProps = { detail: Detail; attributes: readonly EventAttribute[]; onDetail: (detail: Detail) => void; onDrop: () => void };

function OneDetail({ detail, attributes, onDetail, onDrop }: OneProps) {
    const { t } = useTranslation();
    const { language } = useSpeaker();
    const known = attributes.find(({ key }) => key === detail.attribute);
    const number = known ? known.type === 'number' : detail.values === undefined;
    const [typed, setTyped] = useState(Array.isArray(detail.values) ? detail.values.join(', ') : '');
    return (
        <>
            <div className={css.param}>
                <NativeSelect
                    className={css.grow ?? ''}
                    aria-label={t('segments.part.attribute')}
                    value={detail.attribute}
                    onChange={(event) => {
                        const next = attributes.find(({ key }) => key === event.target.value);
                        setTyped('');
                        if (next) onDetail(blank(next));
                    }}
                >
                    {!known && <option value={detail.attribute}>{detail.attribute}</option>}
                    {attributes.map((attribute) => (
                        <option key={attribute.key} value={attribute.key}>
                            {titleIn(language, attribute)}
                        </option>
                    ))}
                </NativeSelect>
                <button type="button" className={css.drop} aria-label={t('segments.part.dropWith')} onClick={onDrop}>
                    <svg viewBox="0 0 14 14" aria-hidden="true">
                        <path d="m3.5 3.5 7 7m0-7-7 7" />
                    </svg>
                </button>
            </div>
            {number ? (
                <RangeSlots key={detail.attribute} unit="number" bounds={detail} focus={false} onBounds={(bounds) => onDetail({ attribute: detail.attribute, ...defined(bounds) })} />
            ) : (
                <TextInput
                    className={css.text ?? ''}
                    aria-label={t('segments.part.values')}
                    placeholder={t('segments.part.values')}
                    autoComplete="off"
                    value={typed}
                    onChange={(event) => {
                        setTyped(event.target.value);
                        onDetail({ attribute: detail.attribute, values: listOf(event.target.value) });
                    }}
                />
            )}
        </>
    );
}

const defined = (bounds: object): object => Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined));
